package wtls.engine.card.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.Derivation;
import wtls.api.engine.KeyExpansion;
import wtls.api.engine.Outlook;
import wtls.card.wim.FinishedKeys;
import wtls.protocol.crypto.Direction;

/** The card's answers to what a handshake will ask; each key block is given out once. */
final class Foreseen implements AutoCloseable {
  private final ConnectionParameters connection;
  private final FinishedKeys answers;
  private final byte[] clientSeed;
  private final byte[] serverSeed;
  private boolean writeTaken;
  private boolean readTaken;

  /**
   * @param answers is taken over
   */
  Foreseen(Outlook outlook, FinishedKeys answers) {
    this.connection = outlook.connection();
    this.answers = answers;
    MessageDigest sha1 = sha1();
    byte[] first = sha1.digest(outlook.messages());
    sha1.update(outlook.messages());
    sha1.update(outlook.finishedHeader());
    byte[] second =
        sha1.digest(outlook.serverFirst() ? answers.serverFinished() : answers.clientFinished());
    clientSeed = outlook.serverFirst() ? second : first;
    serverSeed = outlook.serverFirst() ? first : second;
  }

  /** The verify data, in a new array, if it is what was foreseen. */
  Optional<byte[]> verifyData(Derivation derivation) {
    boolean client = derivation.label().equals("client finished");
    byte[] verifyData = client ? answers.clientFinished() : answers.serverFinished();
    boolean known =
        (client || derivation.label().equals("server finished"))
            && Arrays.equals(derivation.seed(), client ? clientSeed : serverSeed)
            && derivation.length() == verifyData.length;
    return known ? Optional.of(verifyData.clone()) : Optional.empty();
  }

  /** Fills in a key block, and wipes it here, if it is what was foreseen. */
  boolean keyBlock(
      ConnectionParameters wanted, Direction direction, int windowStart, byte[] block) {
    boolean writing = direction == Direction.WRITE;
    byte[] known = writing ? answers.clientBlock() : answers.serverBlock();
    boolean taken = writing ? writeTaken : readTaken;
    if (taken
        || windowStart != 0
        || block.length != known.length
        || !isSame(
            CardBlocks.expansion(wanted, direction), CardBlocks.expansion(connection, direction))) {
      return false;
    }
    System.arraycopy(known, 0, block, 0, block.length);
    Arrays.fill(known, (byte) 0);
    if (writing) {
      writeTaken = true;
    } else {
      readTaken = true;
    }
    return true;
  }

  @Override
  public void close() {
    writeTaken = true;
    readTaken = true;
    answers.close();
  }

  private static boolean isSame(KeyExpansion one, KeyExpansion other) {
    return one.label().equals(other.label()) && Arrays.equals(one.seed(), other.seed());
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime lacks SHA-1.", e);
    }
  }
}
