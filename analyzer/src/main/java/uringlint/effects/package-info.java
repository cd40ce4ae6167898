/// What the functions of a whole kernel do that driver code calls, found in their bodies.
package uringlint.effects;
