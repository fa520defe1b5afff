package dev.latchkey.runtime.store;

class MemoryStoreTest extends SessionStoreContract {
  @Override
  protected SessionStore newStore() {
    return MemoryStore.create();
  }
}
