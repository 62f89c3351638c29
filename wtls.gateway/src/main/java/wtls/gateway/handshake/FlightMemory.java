package wtls.gateway.handshake;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Which datagrams of a handshake were answered, and with what: a client that repeats one gets the
 * same answer, octet by octet, and causes nothing else (WAP-261 10.4).
 */
final class FlightMemory {
  private Answer first;
  private Answer second;

  private record Answer(byte[] digest, byte[] datagram) {}

  /** What is known of a datagram. */
  enum Recall {
    /** It was not seen before. */
    NEW,
    /** It was, and its answer is still being made. */
    PENDING,
    /** It was, and {@link #answer} is what it got. */
    ANSWERED
  }

  /** SHA-256, by which whole datagrams are told apart. */
  static byte[] digest(byte[] datagram) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(datagram);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime lacks SHA-256.", e);
    }
  }

  Recall recall(byte[] digest) {
    Answer answer = find(digest);
    if (answer == null) {
      return Recall.NEW;
    }
    return answer.datagram == null ? Recall.PENDING : Recall.ANSWERED;
  }

  byte[] answer(byte[] digest) {
    return find(digest).datagram.clone();
  }

  /** A handshake begins; its first answer may come later. */
  void begin(byte[] digest) {
    first = new Answer(digest, null);
    second = null;
  }

  /** The datagram that began the handshake was answered with this one. */
  void answerFirst(byte[] datagram) {
    first = new Answer(first.digest, datagram);
  }

  /** The client's second flight is being worked on. */
  void receiveSecond(byte[] digest) {
    second = new Answer(digest, null);
  }

  /** The client's second flight was answered with this datagram. */
  void answerSecond(byte[] datagram) {
    if (second != null) {
      second = new Answer(second.digest, datagram);
    }
  }

  /** Only the second flight can still be repeated. */
  void forgetFirst() {
    first = null;
  }

  private Answer find(byte[] digest) {
    for (Answer answer : new Answer[] {first, second}) {
      if (answer != null && Arrays.equals(answer.digest, digest)) {
        return answer;
      }
    }
    return null;
  }
}
