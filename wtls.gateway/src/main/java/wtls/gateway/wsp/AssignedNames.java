package wtls.gateway.wsp;

import java.util.List;

/** Assigned numbers of values: media types, character sets, languages and codings. */
final class AssignedNames {
  /** The last media type of encoding version 1.2: later ones are sent as text. */
  static final int LAST_SENT_MEDIA_TYPE = 0x34;

  /** Media types, from 0 on (WAP-230 table 40 leaves them to the registry of WINA). */
  static final NumberedNames MEDIA_TYPES =
      NumberedNames.from(
          0,
          "*/*",
          "text/*",
          "text/html",
          "text/plain",
          "text/x-hdml",
          "text/x-ttml",
          "text/x-vCalendar",
          "text/x-vCard",
          "text/vnd.wap.wml",
          "text/vnd.wap.wmlscript",
          "text/vnd.wap.channel",
          "multipart/*",
          "multipart/mixed",
          "multipart/form-data",
          "multipart/byteranges",
          "multipart/alternative",
          "application/*",
          "application/java-vm",
          "application/x-www-form-urlencoded",
          "application/x-hdmlc",
          "application/vnd.wap.wmlc",
          "application/vnd.wap.wmlscriptc",
          "application/vnd.wap.channelc",
          "application/vnd.wap.uaprof",
          "application/vnd.wap.wtls-ca-certificate",
          "application/vnd.wap.wtls-user-certificate",
          "application/x-x509-ca-cert",
          "application/x-x509-user-cert",
          "image/*",
          "image/gif",
          "image/jpeg",
          "image/tiff",
          "image/png",
          "image/vnd.wap.wbmp",
          "application/vnd.wap.multipart.*",
          "application/vnd.wap.multipart.mixed",
          "application/vnd.wap.multipart.form-data",
          "application/vnd.wap.multipart.byteranges",
          "application/vnd.wap.multipart.alternative",
          "application/xml",
          "text/xml",
          "application/vnd.wap.wbxml",
          "application/x-x968-cross-cert",
          "application/x-x968-ca-cert",
          "application/x-x968-user-cert",
          "text/vnd.wap.si",
          "application/vnd.wap.sic",
          "text/vnd.wap.sl",
          "application/vnd.wap.slc",
          "text/vnd.wap.co",
          "application/vnd.wap.coc",
          "application/vnd.wap.multipart.related",
          "application/vnd.wap.sia",
          "text/vnd.wap.connectivity-xml",
          "application/vnd.wap.connectivity-wbxml",
          "application/pkcs7-mime",
          "application/vnd.wap.hashed-certificate",
          "application/vnd.wap.signed-certificate",
          "application/vnd.wap.cert-response",
          "application/xhtml+xml",
          "application/wml+xml",
          "text/css",
          "application/vnd.wap.mms-message",
          "application/vnd.wap.rollover-certificate");

  /** Character sets by IANA MIBenum; 0 is the wildcard (WAP-230 8.4.2.8, table 42). */
  static final NumberedNames CHARACTER_SETS =
      NumberedNames.from(
              3,
              "us-ascii",
              "iso-8859-1",
              "iso-8859-2",
              "iso-8859-3",
              "iso-8859-4",
              "iso-8859-5",
              "iso-8859-6",
              "iso-8859-7",
              "iso-8859-8",
              "iso-8859-9",
              "iso-8859-10")
          .and(0, "*")
          .and(17, "shift_jis")
          .and(18, "euc-jp")
          .and(37, "iso-2022-kr")
          .and(38, "euc-kr")
          .and(39, "iso-2022-jp")
          .and(106, "utf-8")
          .and(109, "iso-8859-13")
          .and(110, "iso-8859-14")
          .and(111, "iso-8859-15")
          .and(112, "iso-8859-16")
          .and(113, "gbk")
          .and(114, "gb18030")
          .and(1000, "iso-10646-ucs-2")
          .and(1012, "utf-7")
          .and(1013, "utf-16be")
          .and(1014, "utf-16le")
          .and(1015, "utf-16")
          .and(2025, "gb2312")
          .and(2026, "big5")
          .and(2084, "koi8-r")
          .and(2088, "koi8-u")
          .and(2250, "windows-1250")
          .and(2251, "windows-1251")
          .and(2252, "windows-1252")
          .and(2253, "windows-1253")
          .and(2254, "windows-1254")
          .and(2255, "windows-1255")
          .and(2256, "windows-1256")
          .and(2257, "windows-1257")
          .and(2258, "windows-1258")
          .and(2259, "tis-620");

  /** Languages; 0 is the wildcard (WAP-230 table 41). */
  static final NumberedNames LANGUAGES = NumberedNames.from(0, List.of(languages().split(" ")));

  /** Content codings for Content-Encoding, and with the wildcard for Accept-Encoding. */
  static final NumberedNames CODINGS =
      NumberedNames.from(0, "gzip", "compress", "deflate", "*")
          .and(0, "x-gzip")
          .and(1, "x-compress");

  private AssignedNames() {}

  private static String languages() {
    return "* aa ab af am ar as ay az ba be bg bh bi bn bo br ca co cs cy da de dz el en eo es et eu"
        + " fa fi fj ur fr uz ga gd gl gn gu ha he hi hr hu hy vi id wo xh is it yo ja jw ka kk za"
        + " km kn ko ks ku ky zh ln lo lt lv mg mi mk ml mn mo mr ms mt my uk ne nl no oc om or pa"
        + " po ps pt qu zu rn ro ru rw sa sd sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg"
        + " th ti tk tl tn to tr ts tt tw ug - na fo fy ia vo ie ik yi iu kl la rm";
  }
}
