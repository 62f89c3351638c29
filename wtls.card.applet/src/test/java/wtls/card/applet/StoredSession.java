package wtls.card.applet;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** What STORE carries, with values of which a test changes one or two; times and secrets in hex. */
record StoredSession(
    String options,
    String authentication,
    String id,
    String key,
    String created,
    String expires,
    String uses,
    String port,
    String address,
    String host,
    String name,
    String secret) {

  static final StoredSession FIRST =
      new StoredSession(
          "A0",
          "02",
          "1122334455667788",
          "00",
          "3B4D6F00",
          "3B4E0000",
          "0003",
          "23F3",
          "C000020A",
          "192.0.2.10",
          "gateway",
          "");

  static final StoredSession SECOND =
      new StoredSession(
          "B0",
          "03",
          "8877665544332211",
          "00",
          "3B4D7000",
          "3B4F0000",
          "0005",
          "23F3",
          "C000020B",
          "192.0.2.11",
          "other",
          "");

  StoredSession withId(String value) {
    return new StoredSession(
        options,
        authentication,
        value,
        key,
        created,
        expires,
        uses,
        port,
        address,
        host,
        name,
        secret);
  }

  StoredSession withKey(String value) {
    return new StoredSession(
        options,
        authentication,
        id,
        value,
        created,
        expires,
        uses,
        port,
        address,
        host,
        name,
        secret);
  }

  StoredSession withLimits(String newExpires, String newUses) {
    return new StoredSession(
        options,
        authentication,
        id,
        key,
        created,
        newExpires,
        newUses,
        port,
        address,
        host,
        name,
        secret);
  }

  StoredSession withOptions(String newOptions, String newAuthentication) {
    return new StoredSession(
        newOptions,
        newAuthentication,
        id,
        key,
        created,
        expires,
        uses,
        port,
        address,
        host,
        name,
        secret);
  }

  StoredSession withPeer(String newAddress, String newHost, String newName) {
    return new StoredSession(
        options,
        authentication,
        id,
        key,
        created,
        expires,
        uses,
        port,
        newAddress,
        newHost,
        newName,
        secret);
  }

  StoredSession withSecret(String value) {
    return new StoredSession(
        options, authentication, id, key, created, expires, uses, port, address, host, name, value);
  }

  /** The command; P1 as given, two digits. */
  String command(String p1, int slot) {
    String data = data();
    return "90 1C %s %02X %02X %s".formatted(p1, slot, data.length() / 2, data);
  }

  String data() {
    return options
        + authentication
        + counted(id)
        + "03"
        + "06"
        + "02"
        + key
        + created
        + expires
        + uses
        + port
        + "00"
        + counted(address)
        + counted(text(host))
        + counted(text(name))
        + secret;
  }

  private static String text(String value) {
    return HexFormat.of().withUpperCase().formatHex(value.getBytes(StandardCharsets.UTF_8));
  }

  private static String counted(String hex) {
    return "%02X".formatted(hex.length() / 2) + hex;
  }
}
