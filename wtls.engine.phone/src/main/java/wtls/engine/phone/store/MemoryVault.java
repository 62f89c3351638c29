package wtls.engine.phone.store;

/** Keeps the contents for as long as the engine runs. */
final class MemoryVault implements Vault {
  private final StoreContents contents = new StoreContents();

  @Override
  public Visit visit() {
    return new Visit() {
      @Override
      public StoreContents contents() {
        return contents;
      }

      @Override
      public void commit() {
        // The changes were made in place.
      }

      @Override
      public void close() {
        // Nothing was opened.
      }
    };
  }

  @Override
  public void close() {
    contents.close();
  }
}
