package com.tkr.embed.embedding;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;

/** Loads the model when the server starts and closes it when the server stops. */
@Singleton
@Startup
@DependsOn("StartChecks")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class ModelStartup {
  @Inject private ModelLifecycle lifecycle;

  @PostConstruct
  void start() {
    lifecycle.start();
  }

  @PreDestroy
  void stop() {
    lifecycle.stop();
  }
}
