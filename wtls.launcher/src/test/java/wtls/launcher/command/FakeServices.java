package wtls.launcher.command;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import wtls.api.card.PinEntry;
import wtls.api.client.ConnectRequest;
import wtls.api.client.SecureConnection;
import wtls.api.client.WtlsClient;
import wtls.api.client.WtlsException;
import wtls.api.gateway.Gateway;
import wtls.api.trace.CardTap;
import wtls.api.trace.DatagramTap;
import wtls.launcher.service.CardReader;
import wtls.launcher.service.CardSettings;
import wtls.launcher.service.GatewaySettings;
import wtls.launcher.service.PhoneSettings;
import wtls.launcher.service.RunningGateway;
import wtls.launcher.service.ServiceException;
import wtls.launcher.service.Services;

/** Services that remember what they were asked for, and do as the test says. */
final class FakeServices implements Services {
  final List<PhoneSettings> phones = new ArrayList<>();
  final List<GatewaySettings> gateways = new ArrayList<>();
  final List<ConnectRequest> requests = new ArrayList<>();
  final List<DatagramTap> taps = new ArrayList<>();
  final List<CardTap> cardTaps = new ArrayList<>();
  final List<PinEntry> pinEntries = new ArrayList<>();
  final List<Path> cardFolders = new ArrayList<>();
  int readersClosed;
  boolean gatewayClosed;

  /** What {@code connect} gives or throws. */
  Connecting connecting =
      request -> {
        throw new AssertionError("Nobody was to connect.");
      };

  /** What {@code gateway} throws, if anything. */
  Optional<ServiceException> gatewayFailure = Optional.empty();

  interface Connecting {
    SecureConnection connect(ConnectRequest request) throws WtlsException, InterruptedException;
  }

  @Override
  public WtlsClient client(PhoneSettings settings) {
    phones.add(settings);
    return core();
  }

  @Override
  public CardReader cards(CardSettings settings) {
    cardFolders.add(settings.folder());
    return new FakeReader(settings, List.copyOf(pinEntries), cardTaps, () -> readersClosed++);
  }

  @Override
  public Watch watch(CardTap tap) {
    cardTaps.add(tap);
    return () -> cardTaps.remove(tap);
  }

  @Override
  public Watch answer(PinEntry pins) {
    pinEntries.add(pins);
    return () -> pinEntries.remove(pins);
  }

  @Override
  public WtlsClient core() {
    return request -> {
      requests.add(request);
      return connecting.connect(request);
    };
  }

  @Override
  public RunningGateway gateway(GatewaySettings settings) throws ServiceException {
    gateways.add(settings);
    if (gatewayFailure.isPresent()) {
      throw gatewayFailure.get();
    }
    return new RunningGateway() {
      @Override
      public Gateway service() {
        return new FakeGateway(settings);
      }

      @Override
      public void close() {
        gatewayClosed = true;
      }
    };
  }

  @Override
  public Watch watch(Side side, DatagramTap tap) {
    taps.add(tap);
    return () -> taps.remove(tap);
  }

  /** A gateway that has seen nothing but its settings. */
  private record FakeGateway(GatewaySettings settings) implements Gateway {
    @Override
    public InetSocketAddress address() {
      int port = settings.listen().getPort();
      return new InetSocketAddress(settings.listen().getAddress(), port == 0 ? 40_000 : port);
    }

    @Override
    public Optional<Path> rootFile() {
      return Optional.of(settings.keys().home().resolve("ca.wtls"));
    }

    @Override
    public Statistics statistics() {
      return new Statistics(1, 0, 3, 2, 0, 1, 0, 40, 0, 3);
    }
  }
}
