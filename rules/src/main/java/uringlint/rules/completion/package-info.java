/// Rules about who owns a command, and how often it is completed.
package uringlint.rules.completion;
