System.Console.WriteLine("no benchmark named");
