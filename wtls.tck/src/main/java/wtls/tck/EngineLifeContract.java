package wtls.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import wtls.api.engine.Credentials;
import wtls.api.engine.Derivation;
import wtls.api.engine.EncodedCertificate;
import wtls.api.engine.EngineException;
import wtls.api.engine.EngineException.Reason;
import wtls.api.engine.EngineSession;
import wtls.api.engine.KeyEstablishment;
import wtls.api.engine.KeyExchangeOffer;
import wtls.api.engine.KeyId;
import wtls.api.engine.OwnKey;
import wtls.api.engine.RecordProtection;
import wtls.api.engine.ServerKey;
import wtls.protocol.certificate.FileKey;
import wtls.protocol.crypto.RsaKeys;
import wtls.protocol.crypto.WtlsKeys;

/** What engines say of themselves, sign, do for several threads, and leave behind. */
public abstract class EngineLifeContract extends EngineContract {
  private static final int DATA = 0xE4;

  protected EngineLifeContract(EngineUnderTest.Starter starter) {
    super(starter);
  }

  @Test
  void passesItsSelfTestWithoutTouchingSessions() throws Exception {
    try (Established established = establish()) {
      engine.selfTest();

      assertThat(established.hasSecretOf(established.session())).isTrue();
      assertThat(engine.sessions()).isEmpty();
    }
  }

  @Test
  void saysTheSameOfItselfAllTheTime() throws Exception {
    try (Established established = establish()) {
      assertThat(engine.profile()).isEqualTo(profile);
      assertThat(established.session().custody()).isEqualTo(profile.embodiment().custody());
    }
    assertThat(profile.keyExchanges()).isNotEmpty().doesNotHaveDuplicates();
    assertThat(profile.name()).isNotBlank();
  }

  @Test
  void offersAuthenticationFirst() {
    List<Boolean> authenticated =
        profile.keyExchanges().stream().map(offer -> offer.suite().authenticated()).toList();

    assertThat(authenticated.lastIndexOf(true))
        .isLessThan(
            authenticated.contains(false) ? authenticated.indexOf(false) : authenticated.size());
  }

  @Test
  void givesRandomOctetsOfAnyAllowedLength() throws Exception {
    assertThat(engine.random(1)).hasSize(1);
    assertThat(engine.random(255)).hasSize(255);
    Set<List<Byte>> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      List<Byte> boxed = new ArrayList<>();
      for (byte octet : engine.random(16)) {
        boxed.add(octet);
      }
      assertThat(seen.add(boxed)).isTrue();
    }
    for (int length : new int[] {-1, 0, 256}) {
      assertThatThrownBy(() -> engine.random(length)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void showsItsCredentials() throws Exception {
    Credentials credentials = engine.credentials();

    assertThat(credentials.keys())
        .extracting(OwnKey::id)
        .contains(TestKeys.RSA.id(), TestKeys.EC.get(0).id());
    for (OwnKey key : credentials.keys()) {
      assertThat(key.use() == OwnKey.Use.AGREE).isEqualTo(key.curve().isPresent());
      assertThat(key.certificates()).hasSize(1);
    }
    assertThat(credentials.roots())
        .extracting(EncodedCertificate::octets)
        .containsExactlyInAnyOrderElementsOf(
            TestKeys.roots().stream().map(EncodedCertificate::octets).toList());
  }

  @Test
  void signsBareDigestsWithItsRsaKey() throws Exception {
    FileKey.Rsa key = TestKeys.RSA;
    assumeTrue(holds(key.id()));
    try (Established established = establish()) {
      for (int length : new int[] {16, 20, 36}) {
        byte[] digest = octets(length);
        byte[] signature = established.session().sign(key.id(), digest);

        assertThat(RsaKeys.verify(key.key().exponent(), key.key().modulus(), digest, signature))
            .as("digest of %d octets", length)
            .isTrue();
      }
      assertThatThrownBy(() -> established.session().sign(key.id(), new byte[37]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void signsWithNoOtherKey() throws Exception {
    KeyId agree = TestKeys.EC.get(0).id();
    assumeTrue(holds(agree));
    try (Established established = establish()) {
      KeyId stranger = KeyId.of(octets(20));

      assertFails(Reason.FORBIDDEN, () -> established.session().sign(agree, new byte[20]));
      assertFails(Reason.UNKNOWN, () -> established.session().sign(stranger, new byte[20]));
    }
  }

  @Test
  void answersNothingThroughAClosedSession() throws Exception {
    Established established = establish();
    EngineSession session = established.session();
    session.close();
    session.close();

    assertThat(session.custody()).isEqualTo(profile.embodiment().custody());
    assertFails(Reason.CLOSED, () -> session.sign(TestKeys.RSA.id(), new byte[20]));
    assertFails(Reason.CLOSED, () -> session.finished(established.clientFinished()));
    assertFails(
        Reason.CLOSED, () -> session.verifyFinished(established.serverFinished(), new byte[12]));
    assertFails(Reason.CLOSED, () -> session.protection(established.clientSide(3)));
    assertFails(Reason.CLOSED, () -> session.save(describe(established, "192.0.2.1", 2)));
    assertFails(Reason.CLOSED, session::forget);
  }

  @Test
  void servesSessionsOfSeveralThreadsAtOnce() throws Exception {
    int threads = 4;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        long workSeed = random.nextLong();
        work.add(
            () -> {
              transfer(new Random(workSeed));
              return null;
            });
      }
      for (Future<Void> result : pool.invokeAll(work)) {
        result.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void answersNothingOnceItHasStopped() throws Exception {
    EngineUnderTest underTest = start();
    KeyExchangeOffer offer = preferred();
    ServerKey key = server.half(offer).key();
    Derivation masterSecret =
        WtlsKeys.masterSecret(new byte[16], new byte[16], strongSuite().mac().hash());
    Established established = server.establish(underTest.engine(), offer, strongSuite());
    RecordProtection protection = established.session().protection(established.clientSide(3));
    KeyEstablishment establishment =
        underTest
            .engine()
            .establish(ScriptedServer.exchange(offer.suite(), key, Optional.empty(), masterSecret));
    RecordContract.seal(protection, 1, DATA, octets(50));

    underTest.close();

    assertFails(Reason.CLOSED, () -> RecordContract.seal(protection, 1, DATA, octets(50)));
    assertFails(Reason.CLOSED, () -> established.session().finished(established.clientFinished()));
    assertFails(Reason.CLOSED, () -> establishment.derive(masterSecret));
    assertFails(Reason.CLOSED, () -> underTest.engine().credentials());
    assertFails(Reason.CLOSED, () -> underTest.engine().sessions());
    assertFails(Reason.CLOSED, () -> underTest.engine().random(16));
    assertFails(Reason.CLOSED, () -> underTest.engine().selfTest());
    assertFails(
        Reason.CLOSED, () -> server.establish(underTest.engine(), preferred(), strongSuite()));
  }

  @Test
  void stopsBetweenTwoRecordsNotWithinOne() throws Exception {
    EngineUnderTest underTest = start();
    Established established = server.establish(underTest.engine(), preferred(), strongSuite());
    RecordProtection protection = established.session().protection(established.clientSide(0));
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try (RecordProtection reference = established.reference(0)) {
      Future<?> sealing =
          pool.submit(
              () -> {
                byte[] content = new byte[300];
                for (int sequence = 0; ; sequence = (sequence + 1) % 65536) {
                  byte[] sealed;
                  try {
                    sealed = RecordContract.seal(protection, sequence, DATA, content);
                  } catch (EngineException e) {
                    assertThat(e.reason()).isEqualTo(Reason.CLOSED);
                    return null;
                  }
                  assertThat(sealed)
                      .isEqualTo(RecordContract.seal(reference, sequence, DATA, content));
                }
              });
      for (int i = 0; i < 50; i++) {
        underTest.engine().random(255);
      }
      underTest.close();
      sealing.get();
    } finally {
      pool.shutdownNow();
    }
  }

  private void transfer(Random work) throws Exception {
    for (int session = 0; session < 3; session++) {
      try (Established established = server.establish(engine, preferred(), strongSuite());
          RecordProtection protection =
              established.session().protection(established.clientSide(1));
          RecordProtection peer = established.server(1)) {
        established.session().save(describe(established, "192.0.2." + (1 + work.nextInt(5)), 5));
        for (int i = 0, sequence = 0; i < 100; i++) {
          sequence += 1 + work.nextInt(600);
          byte[] content = new byte[work.nextInt(300)];
          work.nextBytes(content);
          byte[] sealed = RecordContract.seal(protection, sequence, DATA, content);
          assertThat(RecordContract.open(peer, sequence, DATA, sealed))
              .as(seeded())
              .isEqualTo(content);
          byte[] answer = RecordContract.seal(peer, sequence, DATA, content);
          assertThat(RecordContract.open(protection, sequence, DATA, answer)).isEqualTo(content);
        }
      }
    }
  }

  private boolean holds(KeyId key) throws Exception {
    return engine.credentials().keys().stream().anyMatch(own -> own.id().equals(key));
  }
}
