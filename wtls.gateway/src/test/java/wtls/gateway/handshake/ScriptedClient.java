package wtls.gateway.handshake;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import wtls.api.algorithm.CipherSuite;
import wtls.api.algorithm.DhGroup;
import wtls.api.algorithm.KeyExchangeSuite;
import wtls.api.algorithm.NamedCurve;
import wtls.api.algorithm.PrfHash;
import wtls.api.engine.ConnectionParameters;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.EngineException;
import wtls.api.session.SessionId;
import wtls.protocol.alert.Alert;
import wtls.protocol.alert.AlertDescription;
import wtls.protocol.alert.AlertLevel;
import wtls.protocol.certificate.CertificateKey;
import wtls.protocol.certificate.WtlsCertificate;
import wtls.protocol.codec.DecodeException;
import wtls.protocol.codec.OctetWriter;
import wtls.protocol.connection.AlertLedger;
import wtls.protocol.connection.ReadState;
import wtls.protocol.connection.Transcript;
import wtls.protocol.connection.WriteState;
import wtls.protocol.crypto.BadKeyException;
import wtls.protocol.crypto.DhKeyPair;
import wtls.protocol.crypto.DhKeys;
import wtls.protocol.crypto.EcKeyPair;
import wtls.protocol.crypto.EcKeys;
import wtls.protocol.crypto.EncryptedSecret;
import wtls.protocol.crypto.MasterSecretSource;
import wtls.protocol.crypto.Prf;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.crypto.SoftwareRecordProtection;
import wtls.protocol.crypto.WtlsKeys;
import wtls.protocol.handshake.CertificateMessage;
import wtls.protocol.handshake.CertificateRequest;
import wtls.protocol.handshake.CertificateVerify;
import wtls.protocol.handshake.CipherSuiteCode;
import wtls.protocol.handshake.ClientHello;
import wtls.protocol.handshake.ClientKeyExchange;
import wtls.protocol.handshake.Finished;
import wtls.protocol.handshake.HandshakeMessage;
import wtls.protocol.handshake.Handshakes;
import wtls.protocol.handshake.KeyExchangeId;
import wtls.protocol.handshake.ServerHello;
import wtls.protocol.handshake.ServerKeyExchange;
import wtls.protocol.handshake.ServerKeyValue;
import wtls.protocol.record.ContentType;
import wtls.protocol.record.Datagrams;
import wtls.protocol.record.RecordView;

/** A client that does as a test says; it trusts everybody. */
public final class ScriptedClient {
  private static final byte[] CHANGE_CIPHER_SPEC = {1};

  public final SecureRandom random;
  public List<KeyExchangeId> keyIds;
  public List<KeyExchangeId> trusted = List.of();
  public List<CipherSuiteCode> suites;
  public SessionId sessionId = SessionId.EMPTY;
  public byte[] sharedSecret = {};
  public int keyRefresh = 3;
  public int version = 1;
  public byte[] compressions = {0};
  public int sequenceNumberMode = 2;
  public boolean lengthOfLast = true;
  public boolean showsCertificate = true;
  public boolean fixedKey;
  public boolean omitChangeCipherSpec;

  public final AlertLedger ledger = new AlertLedger();
  public final List<byte[]> received = new ArrayList<>();
  public final List<Alert> alerts = new ArrayList<>();
  public boolean helloRequested;
  public byte[] master;
  public ServerHello serverHello;

  /** In force. */
  public WriteState write = WriteState.clear();

  public ReadState read = ReadState.clear();

  /** Under way: in the clear beside what is in force, or upon it. */
  private WriteState carrier;

  private ReadState listening;

  private ClientHello hello;
  private final List<byte[]> messages = new ArrayList<>();
  private KeyExchangeSuite exchange;
  private ServerKeyExchange serverKey;
  private EncodedCertificate serverCertificate;
  private boolean asked;
  private WriteState nextWrite;
  private ReadState nextRead;
  private byte[] expected;

  public ScriptedClient(
      SecureRandom random, KeyExchangeSuite suite, int index, CipherSuite cipher) {
    this.random = random;
    this.keyIds = List.of(KeyExchangeId.of(suite, index));
    this.suites = List.of(CipherSuiteCode.of(cipher));
  }

  /** A ClientHello in the clear, whatever connection there is. */
  public byte[] hello() {
    carrier = WriteState.clear();
    listening = ReadState.clear();
    return begin();
  }

  /** A ClientHello under the current keys. */
  public byte[] helloInPlace() {
    carrier = write;
    listening = read;
    return begin();
  }

  private byte[] begin() {
    byte[] octets = new byte[16];
    random.nextBytes(octets);
    hello =
        new ClientHello(
            version,
            octets,
            sessionId,
            keyIds,
            trusted,
            suites,
            compressions,
            sequenceNumberMode,
            keyRefresh);
    messages.clear();
    serverKey = null;
    serverCertificate = null;
    asked = false;
    nextWrite = null;
    nextRead = null;
    OctetWriter out = new OctetWriter();
    append(out, carrier, ContentType.HANDSHAKE, say(hello), true);
    return out.toByteArray();
  }

  private byte[] say(HandshakeMessage message) {
    byte[] encoded = Handshakes.encode(message, exchange);
    messages.add(encoded);
    return encoded;
  }

  /**
   * Takes the server's first flight.
   *
   * @return what the client answers: its second flight, or ChangeCipherSpec and Finished
   */
  public byte[] answer(byte[] flight) {
    boolean changed = false;
    for (RecordView record : Datagrams.split(flight, flight.length).records()) {
      ledger.received(record);
      ContentType type = record.contentType().orElseThrow();
      if (type == ContentType.CHANGE_CIPHER_SPEC) {
        open(listening, record);
        preparePreshared();
        changed = true;
        continue;
      }
      byte[] content = open(changed ? nextRead : listening, record);
      if (type == ContentType.ALERT) {
        throw new Refused(note(content));
      }
      hear(content);
    }
    return changed ? finishSecond() : secondFlight();
  }

  private void hear(byte[] content) {
    HandshakeMessage message = decode(content, exchange);
    if (message instanceof Finished finished) {
      if (!Arrays.equals(finished.verifyData(), expected)) {
        throw new AssertionError("The server's Finished is wrong.");
      }
    } else if (message instanceof ServerHello answer) {
      serverHello = answer;
      boolean resumed = !sessionId.isEmpty() && answer.sessionId().equals(sessionId);
      if (!resumed) {
        KeyExchangeId chosen = keyIds.get(answer.clientKeyIndex() - 1);
        exchange = chosen.known().orElseThrow();
        master = null;
      }
    } else if (message instanceof CertificateMessage certificate) {
      serverCertificate = certificate.certificates().get(0);
    } else if (message instanceof ServerKeyExchange key) {
      serverKey = key;
    } else if (message instanceof CertificateRequest) {
      asked = true;
    }
    messages.add(content);
  }

  /** The secret of a flow in which the server finishes first. */
  private void preparePreshared() {
    if (master == null) {
      byte[] preMaster =
          switch (exchange.kind()) {
            case NULL, SHARED_SECRET -> sharedSecret;
            case ECDH -> agree(TestKeys.CLIENT_EC);
            case DH, RSA -> throw new AssertionError("No such flow for " + exchange);
          };
      makeMaster(preMaster);
    }
    prepare();
    expected = Prf.derive(master, WtlsKeys.serverFinished(hash(), prf()));
  }

  private byte[] finishSecond() {
    byte[] proof = Prf.derive(master, WtlsKeys.clientFinished(hash(), prf()));
    OctetWriter out = new OctetWriter();
    if (!omitChangeCipherSpec) {
      append(out, carrier, ContentType.CHANGE_CIPHER_SPEC, CHANGE_CIPHER_SPEC, true);
    }
    append(out, nextWrite, ContentType.HANDSHAKE, say(new Finished(proof)), true);
    swap();
    return out.toByteArray();
  }

  private byte[] secondFlight() {
    OctetWriter out = new OctetWriter();
    boolean rsa = exchange.kind() == KeyExchangeSuite.Kind.RSA;
    if (asked) {
      EncodedCertificate own =
          rsa
              ? TestKeys.CLIENT_RSA_CERTIFICATE
              : exchange.uncompressed()
                  ? TestKeys.CLIENT_EC_UNCOMPRESSED
                  : TestKeys.CLIENT_EC_CERTIFICATE;
      var shown = new CertificateMessage(showsCertificate ? List.of(own) : List.of());
      append(out, carrier, ContentType.HANDSHAKE, say(shown), true);
    }
    boolean certified = asked && !rsa && (showsCertificate || fixedKey);
    if (certified) {
      makeMaster(agree(TestKeys.CLIENT_EC));
    } else {
      byte[] value = bring();
      append(out, carrier, ContentType.HANDSHAKE, say(new ClientKeyExchange(value)), true);
    }
    if (asked && rsa && (showsCertificate || fixedKey)) {
      byte[] signature = RsaKeys.sign(TestKeys.CLIENT_RSA, hash(), random);
      append(out, carrier, ContentType.HANDSHAKE, say(new CertificateVerify(signature)), true);
    }
    prepare();
    byte[] proof = Prf.derive(master, WtlsKeys.clientFinished(hash(), prf()));
    if (!omitChangeCipherSpec) {
      append(out, carrier, ContentType.CHANGE_CIPHER_SPEC, CHANGE_CIPHER_SPEC, true);
    }
    append(out, nextWrite, ContentType.HANDSHAKE, say(new Finished(proof)), true);
    expected = Prf.derive(master, WtlsKeys.serverFinished(hash(), prf()));
    return out.toByteArray();
  }

  /** Takes the server's ChangeCipherSpec and Finished at the end of a full handshake. */
  public void conclude(byte[] flight) {
    List<RecordView> records = Datagrams.split(flight, flight.length).records();
    RecordView first = records.get(0);
    ledger.received(first);
    byte[] content = open(listening, first);
    if (first.contentType().orElseThrow() == ContentType.ALERT) {
      throw new Refused(note(content));
    }
    ledger.received(records.get(1));
    hear(open(nextRead, records.get(1)));
    swap();
  }

  private void swap() {
    write = nextWrite;
    read = nextRead;
    if (!serverHello.sessionId().isEmpty()) {
      sessionId = serverHello.sessionId();
    }
  }

  /** Makes a secret, and returns what the server gets of it. */
  private byte[] bring() {
    try {
      switch (exchange.kind()) {
        case RSA -> {
          byte[] exponent;
          byte[] modulus;
          if (serverKey != null) {
            ServerKeyValue.Rsa key = (ServerKeyValue.Rsa) serverKey.key();
            exponent = key.exponent();
            modulus = key.modulus();
          } else {
            CertificateKey.Rsa key = (CertificateKey.Rsa) certified();
            exponent = key.exponent();
            modulus = key.modulus();
          }
          try (EncryptedSecret secret = RsaKeys.encrypt(exponent, modulus, version, random)) {
            makeMaster(WtlsKeys.rsaPreMaster(secret.secret(), exponent, modulus));
            return secret.encrypted();
          }
        }
        case DH -> {
          DhGroup group = DhGroup.of(parameters()).orElseThrow();
          byte[] y = ((ServerKeyValue.Dh) serverKey.key()).y();
          try (DhKeyPair pair = DhKeys.generate(group, random)) {
            makeMaster(DhKeys.agree(group, pair.privateKey(), y));
            return pair.publicValue();
          }
        }
        case ECDH -> {
          NamedCurve curve =
              serverKey == null
                  ? certified().curve().orElseThrow()
                  : NamedCurve.of(parameters()).orElseThrow();
          try (EcKeyPair pair = EcKeys.generate(curve, random)) {
            makeMaster(agree(pair));
            return pair.point(!exchange.uncompressed());
          }
        }
        default -> throw new AssertionError("No key exchange with " + exchange);
      }
    } catch (BadKeyException e) {
      throw new AssertionError(e);
    }
  }

  private int parameters() {
    int index = serverKey.parameters().index();
    return index != 0 ? index : keyIds.get(serverHello.clientKeyIndex() - 1).parameters().index();
  }

  private byte[] agree(EcKeyPair own) {
    byte[] point =
        serverKey != null
            ? ((ServerKeyValue.Ec) serverKey.key()).point()
            : ((CertificateKey.Ecdh) certified()).point();
    try {
      return EcKeys.agree(own.curve(), own.privateKey(), point);
    } catch (BadKeyException e) {
      throw new AssertionError(e);
    }
  }

  private CertificateKey certified() {
    try {
      return WtlsCertificate.decode(serverCertificate.octets()).publicKey();
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  private void makeMaster(byte[] preMaster) {
    master =
        Prf.derive(preMaster, WtlsKeys.masterSecret(hello.random(), serverHello.random(), prf()));
  }

  private void prepare() {
    CipherSuite suite = serverHello.cipherSuite().suite().orElseThrow();
    ConnectionParameters parameters =
        WtlsKeys.clientSide(suite, serverHello.keyRefresh(), hello.random(), serverHello.random());
    var protection =
        new SoftwareRecordProtection(parameters, new MasterSecretSource(master, parameters));
    nextWrite = WriteState.secure(protection);
    nextRead = ReadState.secure(protection);
  }

  private byte[] hash() {
    Transcript transcript = new Transcript();
    messages.forEach(transcript::add);
    return transcript.hash(prf());
  }

  private PrfHash prf() {
    return serverHello.cipherSuite().suite().orElseThrow().mac().hash();
  }

  /** One record under the current keys. */
  public byte[] seal(ContentType type, byte[] content) {
    OctetWriter out = new OctetWriter();
    append(out, write, type, content, lengthOfLast);
    return out.toByteArray();
  }

  public byte[] data(String text) {
    return seal(ContentType.APPLICATION_DATA, text.getBytes());
  }

  public byte[] alert(AlertLevel level, AlertDescription description) {
    Alert alert = new Alert(level, description, ledger.checksumToSend());
    return seal(ContentType.ALERT, alert.encode());
  }

  /** Takes records under the current keys: payloads, alerts and HelloRequest. */
  public void take(byte[] datagram) {
    for (RecordView record : Datagrams.split(datagram, datagram.length).records()) {
      byte[] content = open(read, record);
      ledger.received(record);
      switch (record.contentType().orElseThrow()) {
        case APPLICATION_DATA -> received.add(content);
        case ALERT -> note(content);
        case HANDSHAKE -> helloRequested = true;
        case CHANGE_CIPHER_SPEC -> throw new AssertionError("Keys change without a handshake.");
      }
    }
  }

  private Alert note(byte[] content) {
    try {
      Alert alert = Alert.decode(content, 0, content.length);
      if (!ledger.isPlausible(alert.checksum(), true)) {
        throw new AssertionError("The alert's checksum is of nothing that was sent.");
      }
      alerts.add(alert);
      return alert;
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  private void append(
      OctetWriter out, WriteState state, ContentType type, byte[] content, boolean length) {
    int start = out.size();
    try {
      state.append(out, type, content, length);
    } catch (EngineException e) {
      throw new AssertionError(e);
    }
    ledger.sent(out.array(), start, out.size());
  }

  private static byte[] open(ReadState state, RecordView record) {
    byte[] content = new byte[record.fragmentLength()];
    try {
      int length = state.open(record, content);
      if (length < 0) {
        throw new AssertionError("A record of the server is rejected: " + record);
      }
      return Arrays.copyOf(content, length);
    } catch (EngineException e) {
      throw new AssertionError(e);
    }
  }

  private static HandshakeMessage decode(byte[] content, KeyExchangeSuite suite) {
    try {
      return Handshakes.decode(content, 0, content.length, suite);
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  /** The server has refused the handshake. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final transient Alert alert;

    Refused(Alert alert) {
      super(alert.toString());
      this.alert = alert;
    }
  }
}
