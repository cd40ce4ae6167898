/// Which files are analyzed, and how they are read.
package uringlint.cli.find;
