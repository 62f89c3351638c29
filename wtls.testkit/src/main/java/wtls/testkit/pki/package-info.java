/** Keys, certificates and shared secrets for both ends. All are made once, from a fixed seed. */
package wtls.testkit.pki;
