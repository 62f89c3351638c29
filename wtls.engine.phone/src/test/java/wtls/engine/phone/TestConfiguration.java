package wtls.engine.phone;

import java.lang.annotation.Annotation;

/** A configuration as the framework would make it, with the defaults until a test changes them. */
@SuppressWarnings("ClassExplicitlyAnnotation")
final class TestConfiguration implements PhoneEngineConfiguration {
  String storeFile = "";
  String keyFile = "";
  String[] identities = {};
  String[] sharedSecrets = {};
  String[] roots = {};
  int sessionLimit = 64;
  int ranking;

  @Override
  public String store_file() {
    return storeFile;
  }

  @Override
  public String key_file() {
    return keyFile;
  }

  @Override
  public String[] identities() {
    return identities;
  }

  @Override
  public String[] shared_secrets() {
    return sharedSecrets;
  }

  @Override
  public String[] roots() {
    return roots;
  }

  @Override
  public int session_limit() {
    return sessionLimit;
  }

  @Override
  public int service_ranking() {
    return ranking;
  }

  @Override
  public Class<? extends Annotation> annotationType() {
    return PhoneEngineConfiguration.class;
  }
}
