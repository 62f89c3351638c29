/** The contracts that applications and engine vendors compile against, one package for each. */
package wtls.api;
