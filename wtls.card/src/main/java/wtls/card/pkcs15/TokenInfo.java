package wtls.card.pkcs15;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import wtls.api.algorithm.NamedCurve;

/**
 * EF(TokenInfo): what the application is (WAP-260 9.4.7).
 *
 * @param serial the card's number, not copied
 * @param manufacturer who made it; may be empty
 * @param label begins with {@code WIM 1.0} on a WIM
 * @param environments its security environments
 * @param algorithms what its keys can be
 */
public record TokenInfo(
    byte[] serial,
    String manufacturer,
    String label,
    List<Environment> environments,
    List<Algorithm> algorithms) {

  /**
   * A security environment.
   *
   * @param number for MSE RESTORE
   * @param oid which it is
   */
  public record Environment(int number, String oid) {}

  /**
   * An algorithm that keys refer to.
   *
   * @param reference the number that a key's keyInfo holds
   * @param number PKCS #11's number of it; not to be relied on
   * @param curveOid the curve; empty for RSA
   * @param operations the operation bits, bit 0 as the most significant
   */
  public record Algorithm(int reference, int number, Optional<String> curveOid, int operations) {
    /** The curve, when WTLS has a number for it. */
    public Optional<NamedCurve> curve() {
      return curveOid.flatMap(CurveOids::curve);
    }
  }

  private static final int LABEL = 0x80;
  private static final int ALGORITHMS = 0xA2;

  public TokenInfo {
    environments = List.copyOf(environments);
    algorithms = List.copyOf(algorithms);
  }

  /** The number of the security environment with this identifier. */
  public Optional<Integer> environment(String oid) {
    return environments.stream()
        .filter(environment -> environment.oid().equals(oid))
        .map(Environment::number)
        .findFirst();
  }

  /** Reads the file. */
  public static TokenInfo read(byte[] file) throws MalformedObjectException {
    List<Tlv> objects = Tlv.directory(file);
    if (objects.isEmpty() || objects.get(0).tag() != Tlv.SEQUENCE) {
      throw new MalformedObjectException("The TokenInfo file holds no token information.");
    }
    byte[] serial = null;
    String manufacturer = "";
    String label = "";
    List<Environment> environments = new ArrayList<>();
    List<Algorithm> algorithms = new ArrayList<>();
    for (Tlv field : objects.get(0).children()) {
      switch (field.tag()) {
        case Tlv.OCTET_STRING -> serial = field.value();
        case Tlv.UTF8 -> manufacturer = new String(field.value(), UTF_8);
        case LABEL -> label = new String(field.value(), UTF_8);
        case Tlv.SEQUENCE -> readEnvironments(field, environments);
        case ALGORITHMS -> readAlgorithms(field, algorithms);
        default -> {
          // version, flags, record info: nothing depends on them
        }
      }
    }
    if (serial == null) {
      throw new MalformedObjectException("The token information has no serial number.");
    }
    return new TokenInfo(serial, manufacturer, label, environments, algorithms);
  }

  private static void readEnvironments(Tlv list, List<Environment> environments)
      throws MalformedObjectException {
    for (Tlv entry : list.children()) {
      Optional<Tlv> number = entry.child(Tlv.INTEGER);
      Optional<Tlv> owner = entry.child(Tlv.OID);
      if (number.isPresent() && owner.isPresent()) {
        environments.add(new Environment(number.get().number(), Oid.decode(owner.get().value())));
      }
    }
  }

  /** RSA or a curve: told by the type of the parameters, since the numbers differ among cards. */
  private static void readAlgorithms(Tlv list, List<Algorithm> algorithms)
      throws MalformedObjectException {
    for (Tlv entry : list.children()) {
      List<Tlv> fields = entry.children();
      if (fields.size() < 3) {
        throw new MalformedObjectException("An algorithm of the token information is cut off.");
      }
      Tlv parameters = fields.get(2);
      Optional<String> curve =
          parameters.tag() == Tlv.OID
              ? Optional.of(Oid.decode(parameters.value()))
              : Optional.empty();
      int operations = fields.size() > 3 ? fields.get(3).bits() : 0;
      algorithms.add(
          new Algorithm(fields.get(0).number(), fields.get(1).number(), curve, operations));
    }
  }

  /** The file's octets. */
  public byte[] encode() {
    byte[][] listed =
        environments.stream()
            .map(e -> Der.sequence(Der.integer(Tlv.INTEGER, e.number()), Der.oid(e.oid())))
            .toArray(byte[][]::new);
    return Der.sequence(
        Der.integer(Tlv.INTEGER, 0),
        Der.octets(serial),
        Der.utf8(manufacturer),
        Der.object(LABEL, label.getBytes(UTF_8)),
        // prnGeneration
        Der.bits(2),
        Der.sequence(listed),
        Der.object(ALGORITHMS, algorithms.stream().map(TokenInfo::encode).toArray(byte[][]::new)));
  }

  private static byte[] encode(Algorithm algorithm) {
    return Der.sequence(
        Der.integer(Tlv.INTEGER, algorithm.reference()),
        Der.integer(Tlv.INTEGER, algorithm.number()),
        algorithm.curveOid().map(Der::oid).orElseGet(() -> Der.object(0x05)),
        Der.bits(BitNumbers.of(algorithm.operations())));
  }
}
