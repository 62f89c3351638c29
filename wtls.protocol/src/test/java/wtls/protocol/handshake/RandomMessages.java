package wtls.protocol.handshake;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.EncodedCertificate.Format;
import wtls.api.engine.KeyId;
import wtls.api.session.SessionId;
import wtls.protocol.Vectors;

/** Valid handshake messages of every kind, from a seed. */
public final class RandomMessages {
  private static final byte[][] WTLS = {
    Vectors.file("derived_ca_rsa.wtls"), Vectors.file("derived_server_ec7.wtls")
  };

  private final Random random;

  public RandomMessages(long seed) {
    this.random = new Random(seed);
  }

  /** A message and the suite that it is read under. */
  public record Sample(HandshakeMessage message, KeyExchangeSuite suite) {
    byte[] encode() {
      return Handshakes.encode(message, suite);
    }
  }

  /** One message of each type, and key exchanges of each kind. */
  public List<Sample> oneOfEach() {
    Stream<HandshakeMessage> plain =
        Stream.of(
            new HelloRequest(),
            new ServerHelloDone(),
            clientHello(),
            serverHello(),
            new CertificateMessage(list(this::certificate)),
            new CertificateRequest(list(this::keyExchangeId)),
            new CertificateVerify(octets(0, 300)),
            new Finished(octets(12, 12)));
    Stream<Sample> server =
        Stream.of(KeyExchangeSuite.values())
            .filter(KeyExchangeSuite::usesServerKeyExchange)
            .map(suite -> new Sample(serverKeyExchange(suite), suite));
    Stream<Sample> client =
        Stream.of(KeyExchangeSuite.values())
            .filter(suite -> suite.kind().ordinal() >= KeyExchangeSuite.Kind.DH.ordinal())
            .map(suite -> new Sample(new ClientKeyExchange(octets(1, 255)), suite));
    return Stream.of(plain.map(message -> new Sample(message, null)), server, client)
        .flatMap(stream -> stream)
        .toList();
  }

  private ClientHello clientHello() {
    return new ClientHello(
        octet(),
        octets(16, 16),
        SessionId.of(octets(0, 8)),
        list(this::keyExchangeId),
        list(this::keyExchangeId),
        IntStream.rangeClosed(0, random.nextInt(8))
            .mapToObj(i -> new CipherSuiteCode(octet(), octet()))
            .toList(),
        octets(1, 5),
        octet(),
        octet());
  }

  private ServerHello serverHello() {
    return new ServerHello(
        octet(),
        octets(16, 16),
        SessionId.of(octets(0, 8)),
        octet(),
        new CipherSuiteCode(octet(), octet()),
        octet(),
        octet(),
        octet());
  }

  private ServerKeyExchange serverKeyExchange(KeyExchangeSuite suite) {
    ServerKeyValue key =
        switch (suite.kind()) {
          case RSA -> new ServerKeyValue.Rsa(octets(1, 3), octets(1, 256));
          case DH -> new ServerKeyValue.Dh(octets(1, 256));
          default -> new ServerKeyValue.Ec(octets(1, 255));
        };
    return new ServerKeyExchange(parameters(suite.kind()), key);
  }

  private EncodedCertificate certificate() {
    return switch (random.nextInt(4)) {
      case 0 -> new EncodedCertificate(Format.X509, octets(1, 400));
      case 1 -> new EncodedCertificate(Format.X968, octets(1, 400));
      case 2 -> new EncodedCertificate(Format.URL, octets(0, 255));
      default -> new EncodedCertificate(Format.WTLS, WTLS[random.nextInt(WTLS.length)]);
    };
  }

  private KeyExchangeId keyExchangeId() {
    int suite = octet() % 24;
    KeyExchangeSuite.Kind kind =
        KeyExchangeSuite.of(suite).map(KeyExchangeSuite::kind).orElse(KeyExchangeSuite.Kind.NULL);
    return new KeyExchangeId(suite, parameters(kind), identifier());
  }

  private ParameterSpecifier parameters(KeyExchangeSuite.Kind kind) {
    int index = random.nextInt(4) == 0 ? ParameterSpecifier.EXPLICIT : random.nextInt(255);
    if (index != ParameterSpecifier.EXPLICIT) {
      return ParameterSpecifier.of(index);
    }
    return new ParameterSpecifier.Explicit(
        switch (kind) {
          case RSA -> new ParameterSet.Rsa();
          case DH -> new ParameterSet.Dh(octet(), octets(1, 300), octets(1, 300));
          case ECDH ->
              new ParameterSet.Ec(
                  field(),
                  octets(1, 30),
                  octets(1, 30),
                  octets(0, 20),
                  octets(1, 60),
                  octets(1, 30),
                  octets(1, 2));
          case NULL, SHARED_SECRET -> new ParameterSet.Opaque(octets(0, 40));
        });
  }

  private CurveField field() {
    return switch (random.nextInt(5)) {
      case 0 -> new CurveField.Prime(octets(1, 30));
      case 1 -> new CurveField.NormalBasis(number());
      case 2 -> new CurveField.Trinomial(number(), number());
      case 3 -> new CurveField.Pentanomial(number(), number(), number(), number());
      default -> new CurveField.Polynomial(number(), octets(1, 40));
    };
  }

  private Identifier identifier() {
    return switch (random.nextInt(5)) {
      case 0 -> Identifier.NULL;
      case 1 -> new Identifier.Text(number(), octets(1, 255));
      case 2 -> new Identifier.Binary(octets(1, 255));
      case 3 -> new Identifier.KeyHash(KeyId.of(octets(20, 20)));
      default -> new Identifier.X509Name(octets(1, 255));
    };
  }

  private <T> List<T> list(Supplier<T> element) {
    return Stream.generate(element).limit(random.nextInt(5)).toList();
  }

  private byte[] octets(int min, int max) {
    byte[] octets = new byte[min + random.nextInt(max - min + 1)];
    random.nextBytes(octets);
    return octets;
  }

  private int octet() {
    return random.nextInt(256);
  }

  private int number() {
    return random.nextInt(0x10000);
  }
}
