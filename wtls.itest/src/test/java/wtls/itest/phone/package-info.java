/**
 * Phones in processes of their own: Felix with the product's bundles, told what to do by the test
 * over a socket, with cards that stay with the test.
 */
package wtls.itest.phone;
