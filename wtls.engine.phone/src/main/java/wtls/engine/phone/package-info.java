/** The engine with no card: every secret lives in the memory of the phone. */
package wtls.engine.phone;
