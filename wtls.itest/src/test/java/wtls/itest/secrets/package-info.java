/**
 * The proof that secrets stay where they belong: all that a phone ever had in memory, said or sent
 * is searched for all that its card keeps.
 */
package wtls.itest.secrets;
