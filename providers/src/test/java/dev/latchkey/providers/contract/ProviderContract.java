package dev.latchkey.providers.contract;

/**
 * What every provider over HTTP must do. A new kind of endpoint is a new {@link Row} and a class of
 * one line; a new demand is a method of one of the contracts.
 */
abstract class ProviderContract extends CallContract implements HttpContract {
  ProviderContract(Row row) {
    super(row);
  }
}
