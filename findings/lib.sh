# For the findings: a temporary folder, pinned packages in it, what was printed, and the verdict. Sourced, not run.
set -euo pipefail

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
work=$(mktemp -d)
seen=$work/seen
trap 'rm -rf "$work"' EXIT
export NUGET_PACKAGES=$work/packages MSBUILDDISABLENODEREUSE=1
changed=0

# build PACKAGE=VERSION…: a C# program from standard input, for .NET 10; its command is in $program.
build() {
    mkdir -p "$work/program"
    cat > "$work/program/Program.cs"
    {
        echo '<Project Sdk="Microsoft.NET.Sdk">'
        echo '  <PropertyGroup>'
        echo '    <OutputType>Exe</OutputType>'
        echo '    <TargetFramework>net10.0</TargetFramework>'
        echo '    <AssemblyName>finding</AssemblyName>'
        echo '    <ImplicitUsings>enable</ImplicitUsings>'
        echo '  </PropertyGroup>'
        echo '  <ItemGroup>'
        for package in "$@"; do
            echo "    <PackageReference Include=\"${package%=*}\" Version=\"[${package#*=}]\" />"
        done
        echo '  </ItemGroup>'
        echo '</Project>'
    } > "$work/program/finding.csproj"
    program=$work/built/finding
    dotnet build "$work/program" --output "$work/built" --verbosity quiet -p:UseSharedCompilation=false > "$work/build.log" 2>&1 && return
    cat "$work/build.log"
    exit 2
}

# csharp PACKAGE=VERSION…: builds the program of standard input and runs it; each line that it prints is 'what: value'.
csharp() {
    build "$@"
    timeout 60 "$program" | tee -a "$seen"
}

# need COMMAND PACKAGE: a program of the system's packages.
need() {
    command -v "$1" > /dev/null || DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$2" > /dev/null
}

# expect WHAT VALUE: the line 'WHAT: VALUE' was printed.
expect() {
    grep -qxF -- "$1: $2" "$seen" || { echo "CHANGED: expected '$1: $2'"; changed=1; }
}

verdict() {
    [ "$changed" -eq 0 ] && echo 'as the head of this file says'
    exit "$changed"
}
