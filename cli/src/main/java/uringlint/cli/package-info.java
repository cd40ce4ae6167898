/// The program: its commands and their options.
package uringlint.cli;
