/** JMH benchmarks, each beside the raw primitives it is compared with. */
package wtls.bench;
