package wtls.engine.phone;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What the operator can choose, under the PID {@link PhoneEngineComponent#PID}. */
@ObjectClassDefinition(
    name = "WTLS phone engine",
    description = "The security engine that needs no card: keys, roots and sessions in the phone.")
@interface PhoneEngineConfiguration {

  @AttributeDefinition(
      name = "Store file",
      description =
          "Keeps keys, roots and sessions, encrypted, between runs. Without it they are kept in"
              + " memory.",
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
      name = "Identities",
      description =
          "The client's keys, most preferred first. Each is a file with a private key and, behind"
              + " it, certificates, the key's own first; or a file with the key and further ones"
              + " with the certificates, joined by the system's path separator. They replace the"
              + " stored ones; when empty, those stay.",
      required = false)
  String[] identities() default {};

  @AttributeDefinition(
      name = "Shared secrets",
      description =
          "Secrets that servers have too, each as NAME=FILE; all octets of the file are the secret."
              + " They replace the stored ones; when empty, those stay.",
      required = false)
  String[] shared_secrets() default {};

  @AttributeDefinition(
      name = "Roots",
      description =
          "Files with the certificates of trusted authorities, WTLS or X.509, armoured or binary."
              + " They replace the stored ones; when empty, those stay.",
      required = false)
  String[] roots() default {};

  @AttributeDefinition(
      name = "Session limit",
      description = "How many sessions are kept for resumption; the oldest gives way.",
      min = "1",
      required = false)
  int session_limit() default 64;

  @AttributeDefinition(
      name = "Service ranking",
      description = "Of two engines that can serve a session, the one ranked higher is taken.",
      required = false)
  int service_ranking() default 0;
}
