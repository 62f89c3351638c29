package wtls.gateway;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the operator can choose, under the factory PID {@link GatewayComponent#PID}. */
@ObjectClassDefinition(
    name = "WTLS gateway",
    description = "A WTLS server on one UDP port, before HTTP origins or another WAP gateway.")
@interface GatewayConfiguration {

  @AttributeDefinition(
      name = "Listen address",
      description =
          "The address to listen on. Answers carry it only if it is one address, not all of them.",
      required = false)
  String listen_address() default "127.0.0.1";

  @AttributeDefinition(
      name = "Listen port",
      description =
          "9202 is WSP over WTLS, 9203 is WSP over WTP over WTLS, 0 is any port that is free.",
      min = "0",
      max = "65535",
      required = false)
  int listen_port() default 9202;

  @AttributeDefinition(
      name = "Relay address",
      description =
          "Where the plain datagrams go. Without it, requests are answered from HTTP origins.",
      required = false)
  String relay_address() default "";

  @AttributeDefinition(
      name = "Relay port",
      description = "The port of the relay.",
      min = "1",
      max = "65535",
      required = false)
  int relay_port() default 9201;

  @AttributeDefinition(
      name = "WTLS class",
      description =
          "What a session must reach: 1 encryption, 2 the gateway's certificate, 3 the client's"
              + " too.",
      min = "1",
      max = "3",
      required = false)
  int wtls_class() default 2;

  @AttributeDefinition(
      name = "Key exchanges",
      description = "The key exchange suites to agree to, by name; empty for all that are allowed.",
      required = false)
  String[] key_exchanges() default {};

  @AttributeDefinition(
      name = "Cipher suites",
      description = "The cipher suites to agree to, as CIPHER/MAC; empty for all that are allowed.",
      required = false)
  String[] cipher_suites() default {};

  @AttributeDefinition(
      name = "Allow legacy",
      description = "Names of weak algorithms that may be used all the same.",
      required = false)
  String[] allow_legacy() default {};

  @AttributeDefinition(
      name = "Bare encrypted secret",
      description =
          "Accept an RSA ClientKeyExchange without its vector length, as some handsets send it.",
      type = AttributeType.BOOLEAN,
      required = false)
  boolean bare_encrypted_secret() default false;

  @AttributeDefinition(
      name = "Key refresh ceiling",
      description = "Keys change every 2^k records; clients that want a higher k get this one.",
      min = "0",
      max = "255",
      required = false)
  int key_refresh_ceiling() default 10;

  @AttributeDefinition(
      name = "Home",
      description =
          "The folder of the small CA, the keys and the known clients; made if it is not there."
              + " Without it the gateway needs identities.",
      required = false)
  String home() default "";

  @AttributeDefinition(
      name = "Certificate name",
      description =
          "The host name or address in the gateway's certificates. Without it the listen address,"
              + " or the host's own name when listening on all addresses.",
      required = false)
  String certificate_name() default "";

  @AttributeDefinition(
      name = "Identities",
      description =
          "The gateway's keys, most preferred first, instead of those of the small CA. Each is a"
              + " file with a private key and, behind it, certificates, its own first and the root"
              + " last; or a file with the key and further ones with the certificates, joined by"
              + " the system's path separator.",
      required = false)
  String[] identities() default {};

  @AttributeDefinition(
      name = "Client roots",
      description =
          "Files with the authorities whose client certificates are accepted; empty for the small"
              + " CA.",
      required = false)
  String[] client_roots() default {};

  @AttributeDefinition(
      name = "Shared secrets",
      description =
          "Secrets that clients have too, each as NAME=FILE; all octets of the file are the"
              + " secret.",
      required = false)
  String[] shared_secrets() default {};

  @AttributeDefinition(
      name = "Store file",
      description =
          "Keeps sessions, encrypted, so that they can be resumed after a restart. Without it they"
              + " are kept in memory.",
      required = false)
  String store_file() default "";

  @AttributeDefinition(
      name = "Key file",
      description =
          "The key of the store: 32 octets, readable by its owner only. Made where it is missing."
              + " Without a name it is the store file's with .key at the end.",
      required = false)
  String key_file() default "";

  @AttributeDefinition(
      name = "Session limit",
      description = "How many sessions are kept; the one that expires first gives way.",
      min = "1",
      required = false)
  int session_limit() default 1_000_000;

  @AttributeDefinition(
      name = "Session lifetime",
      description = "For how many seconds a session can be resumed.",
      min = "1",
      required = false)
  long session_lifetime() default 12 * 60 * 60;

  @AttributeDefinition(
      name = "Session uses",
      description = "How often a session can be resumed; 0 for never.",
      min = "0",
      max = "65535",
      required = false)
  int session_uses() default 1_000;

  @AttributeDefinition(
      name = "Handshake time-out",
      description = "For how many seconds a handshake may stay unfinished.",
      min = "1",
      required = false)
  int handshake_timeout() default 40;

  @AttributeDefinition(
      name = "Idle time-out",
      description = "After how many seconds of silence a connection is closed.",
      min = "1",
      required = false)
  int idle_timeout() default 30 * 60;

  @AttributeDefinition(
      name = "Connection limit",
      description = "How many clients each event loop serves at a time.",
      min = "1",
      required = false)
  int connection_limit() default 100_000;

  @AttributeDefinition(
      name = "Half-open limit",
      description =
          "How many handshakes are under way at a time in each event loop; the oldest gives way.",
      min = "1",
      required = false)
  int half_open_limit() default 4_096;

  @AttributeDefinition(
      name = "Handshakes per second",
      description = "How many handshakes a second one source address may begin in the long run.",
      required = false)
  double handshakes_per_second() default 20;

  @AttributeDefinition(
      name = "Handshake burst",
      description = "How many handshakes one source address may begin at once.",
      min = "1",
      required = false)
  int handshake_burst() default 200;

  @AttributeDefinition(
      name = "Event loops",
      description = "Threads for datagrams; 0 for one per processor, at most 4.",
      min = "0",
      required = false)
  int event_loops() default 0;

  @AttributeDefinition(
      name = "Key threads",
      description = "Threads for private keys; 0 for one per processor.",
      min = "0",
      required = false)
  int key_threads() default 0;
}
