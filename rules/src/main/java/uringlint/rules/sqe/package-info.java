/// The rules about reading the SQE.
package uringlint.rules.sqe;
