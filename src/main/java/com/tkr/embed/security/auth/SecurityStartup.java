package com.tkr.embed.security.auth;

import com.tkr.embed.config.startup.StartupExit;
import com.tkr.embed.security.apikey.ApiKeys;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Opens the key store when the server starts, so that its troubles are reported then. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class SecurityStartup {
  @Inject private ApiKeys keys;
  @Inject private Authentication authentication;

  @PostConstruct
  void start() {
    StartupExit.guard(
        () -> {
          keys.open();
          authentication.start();
        });
  }

  @PreDestroy
  void stop() {
    keys.close();
  }
}
