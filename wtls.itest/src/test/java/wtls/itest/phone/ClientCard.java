package wtls.itest.phone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import wtls.api.algorithm.NamedCurve;
import wtls.api.engine.EncodedCertificate;
import wtls.card.simulator.CardClass;
import wtls.protocol.certificate.FileKey;
import wtls.protocol.certificate.PrivateKeyFiles;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.crypto.BadKeyException;
import wtls.testkit.card.HeldKey;
import wtls.testkit.card.TestCard;
import wtls.testkit.pki.ClientKey;
import wtls.testkit.pki.TestPki;

/** In the test: cards with keys that the gateways of tests accept. */
public final class ClientCard {
  /** The PIN-G of new cards. */
  public static final String PIN = "1234";

  private static final int SLOTS = 16;

  private ClientCard() {}

  /** The keys of each card: one of RSA to sign with, one on curve 7 to agree with. */
  public static List<ClientKey> keys() {
    return TestPki.get().clientKeys().subList(0, 2);
  }

  /** A new card; the caller closes it. */
  public static TestCard make(CardClass cardClass) {
    return make(cardClass, List.of());
  }

  /** A new card that trusts these roots, too; the caller closes it. */
  public static TestCard make(CardClass cardClass, List<EncodedCertificate> moreRoots) {
    List<EncodedCertificate> roots = new ArrayList<>(TestPki.get().roots());
    roots.addAll(moreRoots);
    List<HeldKey> held = new ArrayList<>();
    for (ClientKey key : keys()) {
      held.add(new HeldKey(file(key), key.key().certificates()));
    }
    return TestCard.make(cardClass, held, roots, SLOTS);
  }

  private static FileKey file(ClientKey key) {
    Optional<NamedCurve> curve = key.key().curve();
    try {
      return curve.isPresent()
          ? FileKey.Ec.of(curve.get(), key.secret().clone())
          : PrivateKeyFiles.decode(key.secret());
    } catch (BadKeyException | DecodeException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a PIN for {@link Phone#pin}. */
  public static Path write(String pin, Path file) throws IOException {
    return Files.writeString(file, pin, StandardCharsets.US_ASCII);
  }
}
