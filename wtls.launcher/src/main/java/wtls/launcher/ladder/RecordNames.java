package wtls.launcher.ladder;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import wtls.protocol.alert.Alert;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.HandshakeType;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.Datagrams;
import wtls.protocol.record.RecordView;

/** Names what the records of a datagram are, as far as one can see without the keys. */
final class RecordNames {
  private RecordNames() {}

  /** One name for each record, in square brackets if it is sealed; never throws on any content. */
  static List<String> of(byte[] datagram) {
    Datagrams.Split split = Datagrams.split(datagram, datagram.length);
    List<String> names = new ArrayList<>();
    for (RecordView record : split.records()) {
      names.add(record.ciphered() ? "[" + sealedName(record) + "]" : clearName(record));
    }
    split.problem().ifPresent(problem -> names.add("malformed: " + problem.field()));
    return names;
  }

  private static String sealedName(RecordView record) {
    Optional<ContentType> type = record.contentType();
    if (type.isEmpty()) {
      return unknown(record);
    }
    return switch (type.get()) {
      // The first record after ChangeCipherSpec can be nothing else (WAP-261 10.5.8).
      case HANDSHAKE -> record.sequence() == 0 ? "Finished" : "Handshake";
      case APPLICATION_DATA -> "ApplicationData";
      case ALERT -> "Alert";
      case CHANGE_CIPHER_SPEC -> "ChangeCipherSpec";
    };
  }

  private static String clearName(RecordView record) {
    Optional<ContentType> type = record.contentType();
    if (type.isEmpty()) {
      return unknown(record);
    }
    return switch (type.get()) {
      case HANDSHAKE -> handshakeName(record);
      case APPLICATION_DATA -> "ApplicationData";
      case ALERT -> alertName(record);
      case CHANGE_CIPHER_SPEC -> "ChangeCipherSpec";
    };
  }

  private static String unknown(RecordView record) {
    return "record of unknown type 0x" + Integer.toHexString(record.type());
  }

  private static String handshakeName(RecordView record) {
    int number = record.datagram()[record.fragmentOffset()] & 0xff;
    return HandshakeType.of(number)
        .map(type -> camelCase(type.name()))
        .orElse("handshake of unknown type " + number);
  }

  private static String alertName(RecordView record) {
    try {
      Alert alert =
          Alert.decode(record.datagram(), record.fragmentOffset(), record.fragmentLength());
      return "Alert " + alert;
    } catch (DecodeException e) {
      return "malformed alert";
    }
  }

  /** {@code CLIENT_HELLO} as the specification writes it: {@code ClientHello}. */
  private static String camelCase(String constant) {
    StringBuilder name = new StringBuilder();
    for (String word : constant.split("_")) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }
}
