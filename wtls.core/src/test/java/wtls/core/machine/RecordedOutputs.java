package wtls.core.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import wtls.api.client.Negotiated;
import wtls.api.client.WtlsException;
import wtls.api.engine.EngineException;

/** Keeps what a machine puts out. */
final class RecordedOutputs implements Outputs {
  final List<byte[]> datagrams = new ArrayList<>();
  final List<byte[]> payloads = new ArrayList<>();
  final List<String> warnings = new ArrayList<>();
  Negotiated negotiated;
  int renewals;
  EngineException failure;
  WtlsException end;

  /** Takes the datagrams sent since the last call. */
  List<byte[]> takeDatagrams() {
    List<byte[]> taken = List.copyOf(datagrams);
    datagrams.clear();
    return taken;
  }

  @Override
  public void transmit(byte[] datagram, int length) {
    datagrams.add(Arrays.copyOf(datagram, length));
  }

  @Override
  public void deliver(byte[] payload) {
    payloads.add(payload);
  }

  @Override
  public void opened(Negotiated agreed) {
    negotiated = agreed;
  }

  @Override
  public void renewed(Negotiated agreed) {
    negotiated = agreed;
    renewals++;
  }

  @Override
  public void warned(String description) {
    warnings.add(description);
  }

  @Override
  public void engineFailed(EngineException e) {
    failure = e;
  }

  @Override
  public void ended(WtlsException reason) {
    end = reason;
  }
}
