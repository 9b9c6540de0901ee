"""What the system says of this machine's network, handed to the agent, which cannot ask Qt."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtNetwork import QNetworkInformation

from agent.messages import NetworkChanged
from desktop.client import Client

_Reachability = QNetworkInformation.Reachability


def connected(reachability: _Reachability) -> bool | None:
    """Only that there is no connection at all is taken for one: a machine that reaches its own site only may be in a
    company's network from which all that is watched can be reached."""
    return {_Reachability.Unknown: None, _Reachability.Disconnected: False}.get(reachability, True)


class NetworkReporter(QObject):
    """Tells the agent how the network stands, and each change at once. Says nothing where Qt has no plugin for the
    system; then the agent has its routes alone, and what the monitors say."""

    def __init__(self, client: Client, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._reachability = _Reachability.Unknown
        self._portal = False
        feature = QNetworkInformation.Feature
        if not QNetworkInformation.loadBackendByFeatures(feature.Reachability | feature.CaptivePortal):
            QNetworkInformation.loadBackendByFeatures(feature.Reachability)
        information = QNetworkInformation.instance()
        if information is not None:
            information.reachabilityChanged.connect(self.tell)
            information.isBehindCaptivePortalChanged.connect(self.tell_portal)
            self._portal = information.isBehindCaptivePortal()
            self.tell(information.reachability())

    @Slot(_Reachability)
    def tell(self, reachability: _Reachability) -> None:
        self._reachability = reachability
        self._send()

    @Slot(bool)
    def tell_portal(self, portal: bool) -> None:
        """Whether somebody has to sign in to this network first."""
        self._portal = portal
        self._send()

    def _send(self) -> None:
        self._client.send(NetworkChanged(connected(self._reachability), self._portal))
