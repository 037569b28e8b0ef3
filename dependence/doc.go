// Package dependence answers "who depends on whom?"
//
// One economy, with imports apart: A = Z x̂⁻¹ are inputs bought at home, Aᵐ
// imported inputs, L = (I - A)⁻¹. Imported inputs per unit of output, at face
// value and looked through the home suppliers, and what else output is made of:
//
//	u = 1'Aᵐ            direct
//	u L                 look-through (Hummels, Ishii & Yi 2001, eq. 3)
//	(v/x) L             value added
//	(r/x) L             taxes, margins and what the table leaves unaccounted
//	u L + (v/x) L + (r/x) L = 1   wherever there is output
//
// Imported inputs are counted where they cross the border; what they in turn
// contain, home value added included, is not looked into. That question, whose
// value added is in it at last, is answered beside it from the world's inverse.
package dependence
