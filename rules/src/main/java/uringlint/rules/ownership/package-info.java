/// Rules about who holds a command: handles and what their methods promise, references, moves.
package uringlint.rules.ownership;
