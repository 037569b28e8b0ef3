// Package leontief answers "how much must everybody produce for this demand?"
//
// It is the open demand-driven model of Leontief (1936) in the notation of
// Miller & Blair, Input-Output Analysis, 2nd ed. (2009), ch. 2:
//
//	x = A x + f   ⇒   x = (I - A)⁻¹ f = L f,   A = Z x̂⁻¹
//
// [New] factors I - A once; every question after that is a back-substitution.
// L itself is formed by nobody unless [Model.Inverse] is called. Final demand is
// f* = x - Z 1, so that the baseline returns the baseline exactly; what the
// published demand lacks is the system's row residual.
//
// Industries without output stay in the system, open: their column of A is
// zero, nothing is removed or patched.
package leontief
