/**
 * The product's bundles in Felix: that they resolve, work, and go without leaving anything behind.
 * JUnit 4, for Pax Exam has no later driver.
 */
package wtls.itest;
