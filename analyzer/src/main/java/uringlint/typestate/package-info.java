/// Path-sensitive simulation: which states the tracked objects can be in at each point, and what happens to them there.
package uringlint.typestate;
