package wtls.card.pkcs15;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * EF(ODF): where the directory files are (WAP-260 9.4.1).
 *
 * @param files the directory files of each kind, in the order of the file
 * @param wimPath the path of the WIM's own directory, which the file tells where paths are relative
 */
public record ObjectDirectory(Map<Kind, List<FilePath>> files, Optional<byte[]> wimPath) {

  /** What a directory file lists. */
  public enum Kind {
    PRIVATE_KEYS(0xA0),
    PUBLIC_KEYS(0xA1),
    OWN_CERTIFICATES(0xA4),
    TRUSTED_CERTIFICATES(0xA5),
    USEFUL_CERTIFICATES(0xA6),
    DATA(0xA7),
    AUTHENTICATION(0xA8);

    private final int tag;

    Kind(int tag) {
      this.tag = tag;
    }
  }

  private static final byte[] WIM_PATH = Der.oid(Oid.WIM_PATH);

  /** An erased object (WAP-260 9.1), where OpenSC stops: it fails on the object behind it. */
  private static final byte[] ERASED = {0, 0};

  public ObjectDirectory {
    files = Map.copyOf(files);
  }

  /** The directory files of that kind; may be none. */
  public List<FilePath> of(Kind kind) {
    return files.getOrDefault(kind, List.of());
  }

  /** Reads the file; kinds that no WIM has are left out. */
  public static ObjectDirectory read(byte[] file) throws MalformedObjectException {
    Map<Kind, List<FilePath>> files = new EnumMap<>(Kind.class);
    Optional<byte[]> wimPath = Optional.empty();
    for (Tlv object : Tlv.directory(file)) {
      for (Kind kind : Kind.values()) {
        if (kind.tag != object.tag()) {
          continue;
        }
        Optional<Tlv> path = object.child(Tlv.SEQUENCE);
        if (path.isPresent()) {
          files
              .computeIfAbsent(kind, k -> new ArrayList<>())
              .add(FilePath.from(path.get().children()));
        } else if (kind == Kind.DATA) {
          wimPath = wimPathIn(object.value());
        }
      }
    }
    return new ObjectDirectory(files, wimPath);
  }

  /** Cards nest this entry in different ways: what they agree on is the OID and what follows. */
  private static Optional<byte[]> wimPathIn(byte[] object) {
    for (int at = 0; at + WIM_PATH.length <= object.length; at++) {
      if (Arrays.equals(object, at, at + WIM_PATH.length, WIM_PATH, 0, WIM_PATH.length)) {
        return octetStringBehind(object, at + WIM_PATH.length);
      }
    }
    return Optional.empty();
  }

  private static Optional<byte[]> octetStringBehind(byte[] object, int from) {
    for (int at = from; at + 2 < object.length; at++) {
      int length = object[at + 1];
      if (object[at] == Tlv.OCTET_STRING
          && length >= 2
          && length <= 12
          && at + 2 + length <= object.length) {
        return Optional.of(Arrays.copyOfRange(object, at + 2, at + 2 + length));
      }
    }
    return Optional.empty();
  }

  /** The file's octets, the kinds in the order of WAP-260's example. */
  public byte[] encode() {
    List<byte[]> objects = new ArrayList<>();
    for (Kind kind :
        List.of(
            Kind.PRIVATE_KEYS,
            Kind.PUBLIC_KEYS,
            Kind.OWN_CERTIFICATES,
            Kind.TRUSTED_CERTIFICATES,
            Kind.USEFUL_CERTIFICATES,
            Kind.DATA,
            Kind.AUTHENTICATION)) {
      for (FilePath path : of(kind)) {
        objects.add(Der.object(kind.tag, path.encode()));
      }
    }
    wimPath.ifPresent(
        path -> {
          objects.add(ERASED);
          objects.add(encodeWimPath(path));
        });
    return Der.join(objects.toArray(byte[][]::new));
  }

  private static byte[] encodeWimPath(byte[] path) {
    byte[] opaque =
        Der.sequence(
            Der.sequence(),
            Der.sequence(Der.oid(Oid.WIM_PATH)),
            Der.object(0xA1, Der.object(0xA0, Der.octets(path))));
    return Der.object(Kind.DATA.tag, Der.object(0xA0, opaque));
  }
}
