import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A few words of script that stand before the scripts of a document: they hear what those do wrong, which nobody can
/// tell when the tag at the end comes, and keep that until then. The element takes itself away, and has no line of its own.
package enum ErrorListener {
    static let script =
        #"{const e=document[Symbol.for("webdemo.early")]=[];"#
        + #"for(const t of["error","unhandledrejection","securitypolicyviolation"])addEventListener(t,v=>e.length<50&&e.push(v));"#
        + "document.currentScript.remove()}"

    package static let tag = "<script>\(script)</script>"

    /// As it stands in a policy, without quotes (CSP3 §2.3.1).
    package static let hash =
        "sha256-" + Data(SHA256.hash(data: Data(script.utf8))).base64EncodedString()
}
