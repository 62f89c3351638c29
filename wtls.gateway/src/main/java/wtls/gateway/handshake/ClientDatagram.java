package wtls.gateway.handshake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.HandshakeType;
import wtls.protocol.handshake.Handshakes;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.Datagrams;
import wtls.protocol.record.RecordView;

/**
 * A datagram of the client, split into records.
 *
 * @param octets nobody writes to them any more
 * @param records all of its records up to the first malformed one, or the last of them
 */
record ClientDatagram(byte[] octets, List<RecordView> records) {
  private static final byte[] CHANGE_CIPHER_SPEC = {1};

  static ClientDatagram of(byte[] octets) {
    return new ClientDatagram(octets, Datagrams.split(octets, octets.length).records());
  }

  /** By which the datagram is known again. */
  byte[] digest() {
    return FlightMemory.digest(octets);
  }

  /**
   * The part of a flight that travels under the old keys.
   *
   * @param messages encoded handshake messages
   * @param changed whether ChangeCipherSpec came behind them
   * @param next the first record that is not part of this
   */
  record Flight(List<byte[]> messages, boolean changed, int next) {}

  /**
   * Reads a flight on its carrier. Ends before the first record that does not belong to it.
   *
   * @param after the number that all its records are above
   */
  Flight flight(Connection carrier, int at, int after) {
    List<byte[]> messages = new ArrayList<>();
    int next = at;
    while (next < records.size()) {
      RecordView record = records.get(next);
      ContentType type = record.contentType().orElse(null);
      boolean change = type == ContentType.CHANGE_CIPHER_SPEC;
      boolean fits = (change || type == ContentType.HANDSHAKE) && record.sequence() > after;
      byte[] content = fits ? content(carrier, record) : null;
      boolean stranger = change ? !Arrays.equals(content, CHANGE_CIPHER_SPEC) : isHello(content);
      if (content == null || stranger) {
        break;
      }
      next++;
      if (change) {
        return new Flight(messages, true, next);
      }
      messages.add(content);
    }
    return new Flight(messages, false, next);
  }

  /** The record at a position if it is one under keys that carries handshake messages, or null. */
  RecordView protectedHandshake(int at) {
    if (at >= records.size()) {
      return null;
    }
    RecordView record = records.get(at);
    boolean handshake = record.contentType().filter(ContentType.HANDSHAKE::equals).isPresent();
    return handshake && record.ciphered() && record.sequence() >= 0 ? record : null;
  }

  /** Where the records of handshakes that begin here end. */
  int handshakeEnd(int at) {
    int end = at;
    while (end < records.size()
        && records
            .get(end)
            .contentType()
            .filter(t -> t == ContentType.HANDSHAKE || t == ContentType.CHANGE_CIPHER_SPEC)
            .isPresent()) {
      end++;
    }
    return end;
  }

  /** What is left from a record on. */
  ClientDatagram from(int at) {
    return new ClientDatagram(octets, records.subList(at, records.size()));
  }

  /** Whether this is a ClientHello, which begins another handshake. */
  static boolean isHello(byte[] message) {
    try {
      return message != null
          && Handshakes.peek(message, 0, message.length) == HandshakeType.CLIENT_HELLO;
    } catch (DecodeException e) {
      return false;
    }
  }

  /** The fragment of a clear record, in a new array. */
  static byte[] fragment(RecordView record) {
    int start = record.fragmentOffset();
    return Arrays.copyOfRange(record.datagram(), start, start + record.fragmentLength());
  }

  private static byte[] content(Connection carrier, RecordView record) {
    if (record.sequence() < 0 || record.ciphered() != carrier.isSecure()) {
      return null;
    }
    return carrier.isSecure() ? carrier.openAgain(record) : fragment(record);
  }
}
