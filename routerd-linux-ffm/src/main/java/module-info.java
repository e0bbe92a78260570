/** The Linux platform of routerd, through java.lang.foreign. */
module net.routerd.linux {
  requires static transitive org.jspecify;
  requires transitive net.routerd.api;

  exports net.routerd.linux;

  provides net.routerd.spi.PlatformProvider with
      net.routerd.linux.LinuxPlatformProvider;
}
