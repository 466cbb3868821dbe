/// What the head of one request may take.
package struct HeadLimits: Equatable, Sendable {
    /// Bytes from the request line to the empty line. Bounds the memory that a connection can take before anything is
    /// known of it; past it the answer is 431.
    package var maxHeadBytes = 16 << 10
    /// Bytes of the request's target. Bounds what is logged and shown of a request; past it the answer is 414.
    package var maxTargetBytes = 8 << 10
    /// Field lines. Every look at a field passes all of them; past it the answer is 431. `HTTPFields` can hold 65,534.
    package var maxFields = 100

    package init() {}
}
