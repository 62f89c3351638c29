/** The command line: its commands, their options, and what they tell people and scripts. */
package wtls.launcher.command;
