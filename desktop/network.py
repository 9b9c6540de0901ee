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
    system; then the agent has its routes alone."""

    def __init__(self, client: Client, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability)
        information = QNetworkInformation.instance()
        if information is not None:
            information.reachabilityChanged.connect(self.tell)
            self.tell(information.reachability())

    @Slot(_Reachability)
    def tell(self, reachability: _Reachability) -> None:
        self._client.send(NetworkChanged(connected(reachability)))
