/// What a policy forbids and what to do about it, for the terminal.
package struct PolicyProblem: Equatable, Sendable {
    package let english: String
    package let chinese: String
}
