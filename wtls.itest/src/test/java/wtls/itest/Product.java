package wtls.itest;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemTimeout;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.options.UrlProvisionOption;
import org.osgi.framework.Constants;

/**
 * What the launcher would run: the bundles that {@code cnf/wtls.bndrun} names, as it ships them.
 */
public final class Product {
  private static final Path ROOT = Path.of(System.getProperty("wtls.root", ".."));
  private static final Path RUN_DESCRIPTOR = ROOT.resolve("cnf/wtls.bndrun");
  private static final Path SHIPPED = ROOT.resolve("wtls.launcher/target/export/wtls");
  private static final int TIMEOUT_MILLIS = 30_000;

  /** Of the product, what a phone needs that is alone; its contracts come from elsewhere. */
  private static final List<String> OF_PHONE =
      List.of(
          "org.ops4j.pax.logging.pax-logging-api",
          "org.osgi.util.function",
          "org.osgi.util.promise",
          "org.osgi.service.component",
          "org.apache.felix.scr",
          "org.apache.felix.configadmin",
          "bcprov",
          "com.h2database.mvstore",
          "wtls.protocol",
          "wtls.card",
          "wtls.core",
          "wtls.engine.phone",
          "wtls.engine.card-storage",
          "wtls.engine.card-crypto",
          "wtls.engine.card-full");

  private Product() {}

  /** The options for a framework with the product in it. */
  static Option[] inFramework() {
    Map<String, Option> shipped = shipped();
    List<Option> bundles = new ArrayList<>();
    for (String name : symbolicNames()) {
      Option shippedBundle = shipped.get(name);
      if (shippedBundle == null) {
        throw new IllegalStateException(
            "Bundle " + name + " of " + RUN_DESCRIPTOR + " is not in " + SHIPPED + ".");
      }
      bundles.add(shippedBundle);
    }
    return options(
        composite(bundles.toArray(Option[]::new)),
        ofTests("org.assertj.core.api.Assertions"),
        ofTests("net.bytebuddy.ByteBuddy"),
        junitBundles(),
        frameworkProperty("felix.log.level").value("1"),
        frameworkProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"),
        systemTimeout(TIMEOUT_MILLIS));
  }

  /** The files of the bundles that make a phone, in the order to start them. */
  public static List<Path> ofPhone() {
    Map<String, Path> shipped = shippedFiles();
    return OF_PHONE.stream()
        .map(
            name -> {
              if (!shipped.containsKey(name)) {
                throw new IllegalStateException("Bundle " + name + " is not in " + SHIPPED + ".");
              }
              return shipped.get(name);
            })
        .toList();
  }

  /** The symbolic names in {@code -runbundles}. */
  static List<String> symbolicNames() {
    Properties descriptor = new Properties();
    try (Reader reader = Files.newBufferedReader(RUN_DESCRIPTOR)) {
      descriptor.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> names = new ArrayList<>();
    for (String entry : descriptor.getProperty("-runbundles").split(",(?=\\s*[a-zA-Z])")) {
      names.add(entry.trim().split(";")[0]);
    }
    return names;
  }

  private static Map<String, Option> shipped() {
    Map<String, Option> bundles = new TreeMap<>();
    shippedFiles()
        .forEach(
            (name, file) -> {
              UrlProvisionOption option = bundle("reference:" + file.toUri());
              bundles.put(name, isFragment(file) ? option.noStart() : option);
            });
    return bundles;
  }

  private static Map<String, Path> shippedFiles() {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> jars = Files.list(SHIPPED)) {
      for (Path jar : jars.toList()) {
        files.put(manifest(jar).getValue(Constants.BUNDLE_SYMBOLICNAME).split(";")[0].trim(), jar);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static boolean isFragment(Path jar) {
    return manifest(jar).getValue(Constants.FRAGMENT_HOST) != null;
  }

  private static Attributes manifest(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bundle on the tests' own class path that holds a class. */
  private static Option ofTests(String className) {
    try {
      Class<?> type = Class.forName(className);
      return bundle("reference:" + type.getProtectionDomain().getCodeSource().getLocation());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
