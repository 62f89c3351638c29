package wtls.engine.phone.store;

/** Where the contents of a store are kept. Visited by one thread at a time. */
sealed interface Vault extends AutoCloseable permits MemoryVault, FileVault {

  /**
   * Exclusive access to the contents, also against other processes, until the visit is closed.
   *
   * @throws StoreException when the contents cannot be had; what is stored stays as it is
   */
  Visit visit() throws StoreException;

  /** Wipes what is in memory. Idempotent. */
  @Override
  void close();

  /** One look at the contents, with or without a change. */
  interface Visit extends AutoCloseable {

    /** The contents, to be changed in place; not to be kept after the visit. */
    StoreContents contents();

    /** Makes the changes last. When it throws, what was stored before is still stored. */
    void commit() throws StoreException;

    /** Ends the visit; changes without commit may be lost. */
    @Override
    void close();
  }
}
