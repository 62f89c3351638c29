/**
 * What holds for the code of every room: who may use whom, and habits that a compiler cannot see.
 */
package wtls.launcher.rules;
