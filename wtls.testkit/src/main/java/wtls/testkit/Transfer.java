package wtls.testkit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import wtls.testkit.network.VirtualNetwork;

/**
 * Payloads in both directions of one connection, each unlike all others, and the judgement on what
 * has arrived.
 */
public final class Transfer {
  private static final int LONGEST = 400;
  private static final byte FROM_PHONE = 1;
  private static final byte FROM_GATEWAY = 2;

  private final VirtualNetwork network;
  private final PhoneEnd phone;
  private final GatewayEnd gateway;
  private final int receivedByPhone;
  private final int receivedByGateway;
  private int sentByPhone;
  private int sentByGateway;

  /** A transfer that begins now; what was received before does not count. */
  public Transfer(Scenario scenario, PhoneEnd phone) {
    this.network = scenario.network();
    this.phone = phone;
    this.gateway = scenario.at(phone);
    this.receivedByPhone = phone.received().size();
    this.receivedByGateway = gateway.received().size();
  }

  /** Sends one payload to the gateway. */
  public void fromPhone() {
    phone.send(payload(FROM_PHONE, sentByPhone++));
  }

  /** Sends one payload to the phone; it counts as sent only if there was a connection. */
  public void fromGateway() {
    if (gateway.send(payload(FROM_GATEWAY, sentByGateway))) {
      sentByGateway++;
    }
  }

  /** Sends payloads both ways, one each at a time, and lets them arrive. */
  public Transfer exchange(int count, Duration interval) {
    for (int i = 0; i < count; i++) {
      fromPhone();
      fromGateway();
      network.run(interval);
    }
    network.run(Duration.ofSeconds(2));
    return this;
  }

  public int sentByPhone() {
    return sentByPhone;
  }

  public int sentByGateway() {
    return sentByGateway;
  }

  /** What has arrived at the gateway so far. */
  public List<byte[]> atGateway() {
    return gateway.received().subList(receivedByGateway, gateway.received().size());
  }

  /** What has arrived at the phone so far. */
  public List<byte[]> atPhone() {
    return phone.received().subList(receivedByPhone, phone.received().size());
  }

  /** Checks that whatever has arrived was sent, once, unchanged. */
  public Transfer assertSound() {
    numbers(FROM_PHONE, atGateway(), sentByPhone);
    numbers(FROM_GATEWAY, atPhone(), sentByGateway);
    return this;
  }

  /** Checks that everything has arrived, once, unchanged; in any order. */
  public Transfer assertComplete() {
    require(FROM_PHONE, numbers(FROM_PHONE, atGateway(), sentByPhone), sentByPhone);
    require(FROM_GATEWAY, numbers(FROM_GATEWAY, atPhone(), sentByGateway), sentByGateway);
    return this;
  }

  /** Checks that everything has arrived, once, unchanged, and in order. */
  public Transfer assertInOrder() {
    assertComplete();
    requireOrder(FROM_PHONE, atGateway());
    requireOrder(FROM_GATEWAY, atPhone());
    return this;
  }

  private static void require(byte direction, Set<Integer> arrived, int sent) {
    Set<Integer> missing = new HashSet<>();
    for (int i = 0; i < sent; i++) {
      if (!arrived.contains(i)) {
        missing.add(i);
      }
    }
    if (!missing.isEmpty()) {
      throw new AssertionError(name(direction) + ": lost " + missing + " of " + sent);
    }
  }

  private static void requireOrder(byte direction, List<byte[]> arrived) {
    for (int i = 0; i < arrived.size(); i++) {
      if (ByteBuffer.wrap(arrived.get(i)).getInt(1) != i) {
        throw new AssertionError(name(direction) + ": not in order at " + i);
      }
    }
  }

  private static Set<Integer> numbers(byte direction, List<byte[]> arrived, int sent) {
    Set<Integer> numbers = new HashSet<>();
    for (byte[] payload : arrived) {
      int number = payload.length < 5 ? -1 : ByteBuffer.wrap(payload).getInt(1);
      if (number < 0 || number >= sent || !Arrays.equals(payload, payload(direction, number))) {
        throw new AssertionError(name(direction) + ": a payload arrived that was not sent");
      }
      if (!numbers.add(number)) {
        throw new AssertionError(name(direction) + ": payload " + number + " arrived twice");
      }
    }
    return numbers;
  }

  private static byte[] payload(byte direction, int number) {
    SplittableRandom random = new SplittableRandom(direction * 1_000_000L + number);
    byte[] payload = new byte[5 + random.nextInt(LONGEST)];
    random.nextBytes(payload);
    ByteBuffer.wrap(payload).put(direction).putInt(number);
    return payload;
  }

  private static String name(byte direction) {
    return direction == FROM_PHONE ? "phone to gateway" : "gateway to phone";
  }
}
