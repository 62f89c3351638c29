package wtls.launcher.card;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import wtls.api.algorithm.NamedCurve;
import wtls.api.card.CardSlot;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.KeyId;
import wtls.card.personal.CardCertificate;
import wtls.card.personal.CardProfile;
import wtls.card.personal.GivenKey;
import wtls.card.personal.KeyPlan;
import wtls.card.personal.NewKey;
import wtls.card.personal.Personalisation;
import wtls.card.wim.WimCertificate;
import wtls.card.wim.WimException;
import wtls.gateway.authority.Authority;
import wtls.gateway.authority.IdentityException;
import wtls.gateway.authority.KeyKind;
import wtls.protocol.certificate.CertificateKey;
import wtls.protocol.certificate.WtlsCertificate;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.handshake.ParameterSpecifier;

/** Makes cards whose keys the small CA of a home certifies, and that trust its roots. */
public final class CardIssuer implements AutoCloseable {
  private static final byte[] EXPONENT = {1, 0, 1};

  private final Authority authority;

  private CardIssuer(Authority authority) {
    this.authority = authority;
  }

  /**
   * The issuer of a home. Makes its CA if there is none, which may take some seconds.
   *
   * @return the caller closes it
   */
  public static CardIssuer of(Path home) throws IdentityException {
    return new CardIssuer(Authority.openOrCreate(home, InstantSource.system(), new SecureRandom()));
  }

  /**
   * Makes a blank card into a WIM.
   *
   * @param owner whom the certificates name: letters, digits, dots, hyphens and underscores
   * @param profile stays the caller's
   * @return the card's serial number in hex
   */
  public String issue(CardSlot blank, CardProfile profile, String owner)
      throws WimException, IdentityException {
    checkKeysAreMadeOnTheCard(profile);
    Personalisation card = Personalisation.begin(blank, profile, Map.<String, GivenKey>of());
    List<CardCertificate> certificates = new ArrayList<>();
    for (NewKey key : card.keys()) {
      certificates.add(certify(key, owner));
    }
    for (KeyKind kind : KeyKind.values()) {
      certificates.add(trusted(kind));
    }
    card.finish(certificates);
    return HexFormat.of().formatHex(card.serial());
  }

  private static void checkKeysAreMadeOnTheCard(CardProfile profile) throws IdentityException {
    Optional<KeyPlan> given = profile.keys().stream().filter(KeyPlan::given).findFirst();
    if (given.isPresent()) {
      throw new IdentityException(
          "The profile has the key "
              + given.get().name()
              + " given; keys are made on the card here: remove its \"made\" line.");
    }
  }

  private CardCertificate certify(NewKey key, String owner) throws IdentityException {
    EncodedCertificate certificate = authority.certify(owner, publicKey(key));
    KeyId issuer = keyId(authority.root(key.curve().isPresent() ? KeyKind.EC : KeyKind.RSA));
    return new CardCertificate(
        WimCertificate.Kind.OWN, key.name(), certificate, key.id(), Optional.of(issuer), false);
  }

  private static CertificateKey publicKey(NewKey key) {
    Optional<ParameterSpecifier> curve =
        key.curve().map(NamedCurve::number).map(ParameterSpecifier::of);
    if (curve.isEmpty()) {
      return new CertificateKey.Rsa(EXPONENT.clone(), key.publicKey());
    }
    return key.use() == KeyPlan.Use.AGREE
        ? new CertificateKey.Ecdh(curve.get(), key.publicKey())
        : new CertificateKey.Ecdsa(curve.get(), key.publicKey());
  }

  private CardCertificate trusted(KeyKind kind) throws IdentityException {
    EncodedCertificate root = authority.root(kind);
    return new CardCertificate(
        WimCertificate.Kind.TRUSTED, "WTLS CA " + kind, root, keyId(root), Optional.empty(), true);
  }

  private static KeyId keyId(EncodedCertificate certificate) throws IdentityException {
    try {
      return WtlsCertificate.decode(certificate.octets()).keyId();
    } catch (DecodeException e) {
      throw new IdentityException(
          "The root of the small CA is no WTLS certificate: restore it.", e);
    }
  }

  /** Wipes the CA's keys. */
  @Override
  public void close() {
    authority.close();
  }
}
