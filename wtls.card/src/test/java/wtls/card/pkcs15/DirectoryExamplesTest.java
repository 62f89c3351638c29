package wtls.card.pkcs15;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wtls.api.algorithm.NamedCurve;
import wtls.card.pkcs15.ObjectDirectory.Kind;

/** The directory files of WAP-260 9, octet by octet, and what other cards make of them. */
class DirectoryExamplesTest {
  private static final String TOKEN =
      """
      30818F 020100 0408 0123456789ABCDEF 0C04 44656D6F 800C 57494D20312E302064656D6F 03020520
      3030 300A 020101 0605 672B010101 300A 020102 0605 672B010102 300A 020103 0605 672B010103
      300A 020104 0605 672B010104
      A236 300C 020101 020100 0500 03020244 3012 020102 02021041 0605 2B81040008 03020640
      3012 020103 02021050 0605 2B81040008 03020308
      """;

  private static final String OBJECTS =
      """
      A006 3004 0402 4401 A406 3004 0402 4402 A506 3004 0402 4404 A606 3004 0402 4405
      A706 3004 0402 4403 A806 3004 0402 4406
      A718 A016 3014 3000 3006 0604 672B0103 A108 A006 0404 3F005015
      """;

  private static final String PIN_G =
      "304D 3026 0C20 50494E2D47 "
          + "20".repeat(27)
          + " 03020780 3003 040101 A11E 301C 0303074C80 0A0101 020104 020108 800101 0401FF"
          + " 3006 0404 3F005015";

  private static final String DATA =
      """
      3022 3007 03020640 040101 3007 0605 672B010201 A10E 300C 0402 4431 02020000 800200DC
      3022 3007 03020640 040101 3007 0605 672B010202 A10E 300C 0402 4432 02020000 8002006E
      """;

  @Test
  void tokenInformation() throws Exception {
    byte[] file = hex(TOKEN);
    assertThat(file).hasSize(146);
    TokenInfo token = TokenInfo.read(file);

    assertThat(token.serial()).isEqualTo(hex("0123456789ABCDEF"));
    assertThat(token.label()).isEqualTo("WIM 1.0 demo");
    assertThat(token.environment(Oid.WTLS_ECDH)).contains(3);
    assertThat(token.environment(Oid.ENGINE)).isEmpty();
    assertThat(token.algorithms().get(0).curve()).isEmpty();
    assertThat(token.algorithms().get(2).curve()).contains(NamedCurve.SECP160R1);
    assertThat(token.encode()).isEqualTo(file);
  }

  @Test
  void objectDirectory() throws Exception {
    byte[] file = hex(OBJECTS);
    ObjectDirectory objects = ObjectDirectory.read(file);

    assertThat(objects.of(Kind.PRIVATE_KEYS))
        .extracting(FilePath::toString)
        .containsExactly("4401");
    assertThat(objects.of(Kind.PUBLIC_KEYS)).isEmpty();
    assertThat(objects.wimPath().orElseThrow()).isEqualTo(hex("3F005015"));
    assertThat(objects.encode()).isEqualTo(hex(OBJECTS.replaceFirst("A7 ?18", "0000 A718")));
    assertThat(ObjectDirectory.read(objects.encode()).encode()).isEqualTo(objects.encode());
  }

  @Test
  void wimPathWithASequenceMoreAndATagLess() throws Exception {
    ObjectDirectory objects =
        ObjectDirectory.read(
            hex("A71A A018 3016 3014 3000 3006 0604 672B0103 A108 3006 0404 3F005015"));
    assertThat(objects.wimPath().orElseThrow()).isEqualTo(hex("3F005015"));
  }

  @Test
  void pin() throws Exception {
    byte[] file = hex(PIN_G);
    PinObject pin = PinObject.read(file).get(0);

    assertThat(pin.label()).isEqualTo("PIN-G");
    assertThat(pin.canBeDisabled()).isTrue();
    assertThat(pin.stored()).isEqualTo(8);
    assertThat(pin.pad()).isEqualTo((byte) 0xFF);
    assertThat(pin.path().ids()).isEqualTo(hex("3F005015"));
    assertThat(pin.encode()).isEqualTo(file);
  }

  @Test
  void dataObjects() throws Exception {
    byte[] file = hex(DATA);
    List<DataObject> objects = DataObject.read(file);

    assertThat(objects).extracting(DataObject::oid).containsExactly(Oid.PEERS, Oid.SESSIONS);
    assertThat(objects.get(1).path().length()).isEqualTo(5 * 22);
    assertThat(Der.join(objects.get(0).encode(), objects.get(1).encode())).isEqualTo(file);
  }

  @Test
  void keys() throws Exception {
    PrivateKeyObject rsa = key(false, 1024, 1);
    PrivateKeyObject ec = key(true, 0, 3);
    byte[] file = Der.join(rsa.encode(), ec.encode());
    assertThat(file[0]).isEqualTo((byte) 0x30);

    List<PrivateKeyObject> read = PrivateKeyObject.read(file);
    assertThat(read.get(0).modulusBits()).isEqualTo(1024);
    assertThat(read.get(0).algorithm()).isEqualTo(1);
    assertThat(read.get(1).ec()).isTrue();
    assertThat(read.get(1).algorithm()).isEqualTo(3);
    assertThat(read.get(1).reference()).isEqualTo(7);
    assertThat(Der.join(read.get(0).encode(), read.get(1).encode())).isEqualTo(file);
  }

  private static PrivateKeyObject key(boolean ec, int bits, int algorithm) {
    FilePath path = FilePath.of(0x4411);
    int usage = PrivateKeyObject.SIGN | PrivateKeyObject.DERIVE;
    return new PrivateKeyObject(
        ec, "key", 1, new byte[20], usage, 0xB8000000, 7, path, bits, algorithm);
  }

  @Test
  void usageBitsAsWap260WritesThem() {
    assertThat(Der.bits(BitNumbers.of(PrivateKeyObject.NON_REPUDIATION)))
        .isEqualTo(hex("0303060040"));
    assertThat(Der.bits(BitNumbers.of(PrivateKeyObject.SIGN | PrivateKeyObject.DERIVE)))
        .isEqualTo(hex("0303072080"));
    assertThat(Der.bits(0, 2, 3, 4)).isEqualTo(hex("030203B8"));
  }

  @Test
  void certificatesHaveTheSizesOfTheDigest() throws Exception {
    CertificateObject x509 =
        new CertificateObject(
            false,
            "x",
            1,
            new byte[20],
            false,
            Optional.of(new byte[20]),
            new CertificateObject.Value.OnCard(FilePath.of(0x4421, 0, 600)));
    assertThat(x509.encode()).hasSize(114);
    CertificateObject root =
        new CertificateObject(
            true,
            "r",
            -1,
            new byte[20],
            true,
            Optional.empty(),
            new CertificateObject.Value.OnCard(FilePath.of(0x4422, 0, 300)));
    List<CertificateObject> read = CertificateObject.read(Der.join(x509.encode(), root.encode()));
    assertThat(read.get(0).issuer().orElseThrow()).hasSize(20);
    assertThat(read.get(0).authority()).isFalse();
    assertThat(read.get(1).wtls()).isTrue();
    assertThat(read.get(1).authority()).isTrue();
    assertThat(read.get(1).encode()).isEqualTo(root.encode());
  }

  @Test
  void certificateAtAUrlWithABareIssuer() throws Exception {
    byte[] url = "http://a/?b=~&c".getBytes();
    byte[] entry =
        Der.sequence(
            Der.sequence(Fields.label("u"), Der.bits()),
            Der.sequence(Der.octets(new byte[20]), Der.octets(new byte[20])),
            Fields.type(Der.object(0xA3, Der.object(0x16, url), Der.sequence())));
    CertificateObject read = CertificateObject.read(entry).get(0);
    assertThat(((CertificateObject.Value.AtUrl) read.value()).text()).isEqualTo(url);
    assertThat(read.issuer()).isPresent();
  }

  @Test
  void erasedEntriesAndPaddingAreSkipped() throws Exception {
    byte[] erased = hex(PIN_G);
    erased[0] = 0;
    byte[] file = Der.join(hex("FFFF"), erased, hex(PIN_G), hex("FF"), hex(PIN_G), new byte[7]);
    assertThat(PinObject.read(file)).hasSize(2);
  }

  @Test
  void numbersMayHaveLeadingZeros() throws Exception {
    assertThat(FilePath.from(Tlv.sequence(hex("0402 4411 0204 00000000 8003 000102"))))
        .extracting(FilePath::index, FilePath::length)
        .containsExactly(0, 0x102);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "30",
        "3005 0402",
        "3080 0000",
        "1F01 00",
        "30 84 00000001 00",
        "3003 020100",
        "3000"
      })
  void malformedTokensAreRefused(String octets) {
    assertThatThrownBy(() -> TokenInfo.read(hex(octets)))
        .isInstanceOf(MalformedObjectException.class);
  }

  @Test
  void noChangeOfAnOctetGivesMoreThanARefusal() {
    byte[][] files = {hex(TOKEN), hex(OBJECTS), hex(PIN_G), hex(DATA), key(true, 0, 3).encode()};
    for (long seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] file = files[(int) (seed % files.length)].clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        file[random.nextInt(file.length)] = (byte) random.nextInt();
      }
      readAll(seed, Arrays.copyOf(file, file.length - random.nextInt(3)));
    }
  }

  private static void readAll(long seed, byte[] file) {
    List<Reading> readings =
        List.of(
            TokenInfo::read,
            ObjectDirectory::read,
            PinObject::read,
            DataObject::read,
            PrivateKeyObject::read,
            CertificateObject::read,
            UnusedSpace::read);
    for (Reading reading : readings) {
      try {
        reading.read(file);
      } catch (MalformedObjectException e) {
        assertThat(e).hasMessageEndingWith(".");
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  /** One kind of file. */
  @FunctionalInterface
  private interface Reading {
    Object read(byte[] file) throws MalformedObjectException;
  }

  @Test
  void ownIdentifiersSurviveTheirEncoding() throws Exception {
    for (String oid : List.of(Oid.READABLE_SECRETS, Oid.ENGINE, "1.3.132.0.8", "2.23.43.1.3")) {
      assertThat(Oid.decode(Oid.encode(oid))).isEqualTo(oid);
    }
    assertThat(Oid.encode(Oid.WTLS_RSA)).isEqualTo(hex("672B010101"));
    assertThat(CurveOids.curve("1.2.840.10045.3.0.1")).contains(NamedCurve.C2PNB163V1);
    assertThat(new ObjectDirectory(Map.of(), Optional.empty()).encode()).isEmpty();
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
  }
}
