package wtls.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;

/** The test vectors: {@code src/test/resources/vectors}. */
public final class Vectors {
  private Vectors() {}

  /** The whole of wtls_vectors.json. */
  public static JsonNode json() {
    try (InputStream in = open("wtls_vectors.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file beside wtls_vectors.json. */
  public static byte[] file(String name) {
    try (InputStream in = open(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The octets of a hex string. */
  public static byte[] hex(JsonNode node) {
    return HexFormat.of().parseHex(node.asText());
  }

  private static InputStream open(String name) throws IOException {
    InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name);
    if (in == null) {
      throw new IOException("No test vector has the name " + name + ".");
    }
    return in;
  }
}
