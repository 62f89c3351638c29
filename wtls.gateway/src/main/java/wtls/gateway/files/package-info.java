/** Files that only their owner may see: keys, certificates, sessions. */
package wtls.gateway.files;
