/// The bytes of a program, and where in them something is.
package uringlint.source;
