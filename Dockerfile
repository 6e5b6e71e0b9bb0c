# The command netcomm in a container. In the top folder of a checkout:
#
#     docker build -t netcomm .
#
# Then, in a folder of scenarios, or of none; reports are written there, and belong to you:
#
#     docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/work" netcomm run lossy-link
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY Directory.Build.props Directory.Packages.props global.json .editorconfig ./
COPY .build .build
COPY src src
COPY scenarios scenarios
RUN dotnet publish -c Release -o /netcomm src/NetComm.Cli

FROM mcr.microsoft.com/dotnet/runtime:10.0
COPY --from=build /netcomm /usr/local/lib/netcomm
RUN ln -s /usr/local/lib/netcomm/netcomm /usr/local/bin/netcomm
WORKDIR /work
USER $APP_UID
ENTRYPOINT ["netcomm"]
CMD ["--help"]
